package org.annals.testkit.simulation;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A system, and what is done with it. Immutable.
 *
 * @param <T> what the script hands on to the check
 */
public final class SimulatedCommands<T> {
    private final Simulation simulation;
    private final Function<? super SimulatedSystem, ? extends T> script;

    SimulatedCommands(
            Simulation simulation, Function<? super SimulatedSystem, ? extends T> script) {
        this.simulation = simulation;
        this.script = script;
    }

    /**
     * Runs the script through every ordeal, lets everything follow, and checks what has come of it:
     * it must be the same on all of them, as far as the check says.
     *
     * @param check throws if the outcome is not as it should be
     * @throws AssertionError if an ordeal comes to another outcome than the undisturbed one; the
     *     message says which, what was done, and how to run it alone
     * @throws RuntimeException what script, check or a policy throws undisturbed
     */
    public void then(BiConsumer<? super SimulatedSystem, ? super T> check) {
        requireNonNull(check, "check");
        simulation.run(script, check);
    }
}
