/**
 * Golden samples: events as each version of them was stored, in files that stay, and are read by
 * whatever the code has become.
 *
 * {@snippet :
 * EventSamples.in(Path.of("src/test/events")).replay(Dog.TYPE, DogUpcasters.STEPS);
 * }
 *
 * <p>Start with {@link org.annals.testkit.samples.EventSamples}. No test framework is needed: what
 * fails throws an {@link AssertionError}.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}. <b>Used by:</b> users' tests.
 *
 * <p><b>Threads:</b> everything is immutable; a folder is for one thread at a time.
 */
@NullMarked
package org.annals.testkit.samples;

import org.jspecify.annotations.NullMarked;
