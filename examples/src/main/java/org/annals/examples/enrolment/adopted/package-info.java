/**
 * Enrolments that aggregates have begun and slices go on with, over the same log.
 *
 * <p>Start with {@link org.annals.examples.enrolment.adopted.AdoptedEnrolments}.
 *
 * <p><b>May use:</b> the library, {@code aggregates}. <b>Used by:</b> tests, benchmarks and the
 * guide.
 *
 * <p><b>Threads:</b> the application may be shared, a slice is for one thread.
 */
@NullMarked
package org.annals.examples.enrolment.adopted;

import org.jspecify.annotations.NullMarked;
