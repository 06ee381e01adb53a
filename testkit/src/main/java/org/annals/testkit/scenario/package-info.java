/**
 * Given, when, then: what objects that are made of events should decide, as a sentence.
 *
 * {@snippet :
 * Scenario.of(Dog.TYPE)
 *         .given(new Registered("Fido"))
 *         .when(dog -> dog.addTrick("sit"))
 *         .then(new TrickAdded("sit"))
 *         .thenState(dog -> assertEquals("Fido", dog.name()));
 * }
 *
 * <p>Start with {@link org.annals.testkit.scenario.Scenario}. Everything goes the way that it goes
 * in production: events are stored and read back, and state is folded from what was read. No test
 * framework is needed: a scenario that fails throws an {@link AssertionError}.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}, {@code memory}, {@code projection}.
 * <b>Used by:</b> users' tests.
 *
 * <p><b>Threads:</b> steps are immutable; what a command leaves behind is for one thread.
 */
@NullMarked
package org.annals.testkit.scenario;

import org.jspecify.annotations.NullMarked;
