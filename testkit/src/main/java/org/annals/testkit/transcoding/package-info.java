/**
 * The law that every transcoder is held to, as tests to inherit.
 *
 * <p>Start with {@link org.annals.testkit.transcoding.TranscoderContract}, which has one method to
 * write. A transcoder that can also take apart what it has encoded is held to {@link
 * org.annals.testkit.transcoding.TreeTranscoderContract} as well. Neither knows of any form of
 * bytes.
 *
 * <p>No test is ever skipped: what a transcoder does not encode it says by {@link
 * org.annals.testkit.transcoding.ValueKind}, and the contract asks for the refusal that is
 * documented.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}, {@code compression}, {@code encryption},
 * {@code memory}, JUnit Jupiter. <b>Used by:</b> the tests of every transcoder. <b>Threads:</b>
 * each test starts its own.
 */
@NullMarked
package org.annals.testkit.transcoding;

import org.jspecify.annotations.NullMarked;
