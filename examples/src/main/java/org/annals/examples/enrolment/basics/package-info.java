/**
 * Enrolments by queries and append conditions, and nothing else.
 *
 * <p>Start with {@link org.annals.examples.enrolment.basics.BasicEnrolments}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, and nothing else is here.
 */
@NullMarked
package org.annals.examples.enrolment.basics;

import org.jspecify.annotations.NullMarked;
