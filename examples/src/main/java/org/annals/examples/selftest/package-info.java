/**
 * A hunter for lost, doubled, reordered and torn events on a user's own database.
 *
 * <p>Start with {@link org.annals.examples.selftest.Selftest}. A {@code Hunt} has four writers in
 * two processes, four subscribers and a reader of pages, all behind proxies, and {@code Injector}s
 * that let one {@link org.annals.examples.selftest.Fault} after another begin and end. What all of
 * them tell goes into the {@code Chronicle}, whose witness compares it with the log, bit by bit, so
 * that an hour takes no more memory than a minute. A writers' process is a {@code WriterProcess},
 * its parent's side of it a {@code Child}.
 *
 * <p><b>May use:</b> the PostgreSQL recorder, the testkit's witness and network. <b>Used by:</b>
 * the program.
 *
 * <p><b>Threads:</b> many, each named; all of them end with the selftest.
 */
@NullMarked
package org.annals.examples.selftest;

import org.jspecify.annotations.NullMarked;
