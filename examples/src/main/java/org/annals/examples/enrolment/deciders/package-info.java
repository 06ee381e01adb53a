/**
 * Enrolments by functions, over the events within a boundary.
 *
 * <p>Start with {@link org.annals.examples.enrolment.deciders.School}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, and everything else is immutable.
 */
@NullMarked
package org.annals.examples.enrolment.deciders;

import org.jspecify.annotations.NullMarked;
