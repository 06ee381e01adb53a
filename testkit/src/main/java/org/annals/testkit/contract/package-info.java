/**
 * The law that every recorder is held to, as tests to inherit.
 *
 * <p>Start with {@link org.annals.testkit.contract.RecorderFixture}. Each contract holds one
 * capability and has one method to write; a recorder is finished when it passes them all:
 *
 * <pre>{@code
 * final class SqliteAppendTest extends AppendContract {
 *     @Override
 *     protected RecorderFixture openFixture() {
 *         return new SqliteFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>No test is ever skipped: where recorders may differ, the fixture says how, and the contract
 * asks for the documented outcome of either answer.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}, {@code integrity}, {@code recording},
 * JUnit Jupiter. <b>Used by:</b> the tests of every recorder. <b>Threads:</b> each test starts its
 * own.
 */
@NullMarked
package org.annals.testkit.contract;

import org.jspecify.annotations.NullMarked;
