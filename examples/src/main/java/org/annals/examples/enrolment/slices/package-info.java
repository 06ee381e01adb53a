/**
 * Enrolments by a class for each command and each question, with what that depends on.
 *
 * <p>Start with {@link org.annals.examples.enrolment.slices.JoinCourse}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests, benchmarks and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, a slice is for one thread.
 */
@NullMarked
package org.annals.examples.enrolment.slices;

import org.jspecify.annotations.NullMarked;
