/**
 * The dog school in the declarative style: the rest of {@link
 * org.annals.examples.dogschool.declared.Dog} is generated when it is compiled.
 *
 * <p>Start with {@link org.annals.examples.dogschool.declared.DeclaredDogSchool}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests.
 *
 * <p><b>Threads:</b> the application may be shared, a dog is for one thread at a time.
 */
@NullMarked
package org.annals.examples.dogschool.declared;

import org.jspecify.annotations.NullMarked;
