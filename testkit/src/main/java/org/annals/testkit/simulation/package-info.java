/**
 * Whole systems under one seed: the same commands, with a crash at every step and under many seeds,
 * must come to the same outcome.
 *
 * <p>Start with {@link org.annals.testkit.simulation.Simulation}. Events are kept in memory, by
 * recorders that outlive those who use them; processes run the system on the test's own thread, at
 * a clock that stands still. A {@link org.annals.testkit.simulation.Ordeal} says what is done to
 * one run. No test framework is needed: what fails throws an {@link AssertionError}.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}, {@code memory}, {@code following}, {@code
 * system}, {@code scenario}. <b>Used by:</b> users' tests.
 *
 * <p><b>Threads:</b> definitions are immutable; what a script is given is for its thread.
 */
@NullMarked
package org.annals.testkit.simulation;

import org.jspecify.annotations.NullMarked;
