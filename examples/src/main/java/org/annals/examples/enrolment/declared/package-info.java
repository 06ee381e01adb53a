/**
 * Enrolments by enduring objects and a query in the declarative style.
 *
 * <p>Start with {@link org.annals.examples.enrolment.declared.DeclaredEnrolments}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> the application may be shared, an object or a group is for one thread.
 */
@NullMarked
package org.annals.examples.enrolment.declared;

import org.jspecify.annotations.NullMarked;
