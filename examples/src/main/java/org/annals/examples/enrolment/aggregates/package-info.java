/**
 * Enrolments by two aggregates that are saved together, so that each enrolment is two events.
 *
 * <p>Start with {@link org.annals.examples.enrolment.aggregates.AggregateEnrolments}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> {@code adopted}, tests, benchmarks and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, an aggregate is for one thread.
 */
@NullMarked
package org.annals.examples.enrolment.aggregates;

import org.jspecify.annotations.NullMarked;
