/**
 * Students join courses: six ways to decide about a student and a course at once.
 *
 * <p>Start with {@link org.annals.examples.enrolment.Enrolments}, which all six do, and its events.
 * Then {@code aggregates}, {@code basics}, {@code objects}, {@code slices} and {@code deciders};
 * {@code adopted} goes on where {@code aggregates} have begun.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests, benchmarks and the guide.
 *
 * <p><b>Threads:</b> each way may be shared.
 */
@NullMarked
package org.annals.examples.enrolment;

import org.jspecify.annotations.NullMarked;
