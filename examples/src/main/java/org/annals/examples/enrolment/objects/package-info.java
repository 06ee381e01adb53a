/**
 * Enrolments by enduring objects, and a group for which an enrolment is one fact.
 *
 * <p>Start with {@link org.annals.examples.enrolment.objects.ObjectEnrolments}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests, benchmarks and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, an object or a group is for one thread.
 */
@NullMarked
package org.annals.examples.enrolment.objects;

import org.jspecify.annotations.NullMarked;
