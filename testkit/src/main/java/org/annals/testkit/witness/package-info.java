/**
 * Whether a log and what was said of it fit together: the log as witness.
 *
 * <p>Start with {@link org.annals.testkit.witness.Witness}. It is told of appends, of their
 * outcomes, of pages and of deliveries, sees the log once from its beginning, and says what
 * contradicts what. Positions claim a serial order, so nothing is searched for: each event is
 * judged as it is seen. Memory does not grow with the log, only with the number of aggregates,
 * queries, upstreams and appends under way.
 *
 * <p><b>May use:</b> {@code persistence}, {@code domain}. <b>Used by:</b> tests with many threads
 * or processes, {@code ./annals selftest}.
 *
 * <p><b>Threads:</b> a witness and what it hands out are for one thread at a time.
 */
@NullMarked
package org.annals.testkit.witness;

import org.jspecify.annotations.NullMarked;
