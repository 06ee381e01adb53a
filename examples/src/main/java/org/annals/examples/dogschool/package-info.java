/**
 * A school for dogs: the running example, in the three styles that Annals offers.
 *
 * <p>Start with {@link org.annals.examples.dogschool.Dog}, the explicit style, and {@link
 * org.annals.examples.dogschool.DogSchool}, its application. {@link
 * org.annals.examples.dogschool.DogState} is the same dog as an immutable record, and {@link
 * org.annals.examples.dogschool.DogDecider} as a pure function; all three read the same events.
 * {@link org.annals.examples.dogschool.Certificates} follows the school, and {@link
 * org.annals.examples.dogschool.TrickCount} is a row of a view of it.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> {@code cli}, as {@code ./annals demo}.
 *
 * <p><b>Threads:</b> applications may be shared; a dog is for one thread at a time.
 */
@NullMarked
package org.annals.examples.dogschool;

import org.jspecify.annotations.NullMarked;
