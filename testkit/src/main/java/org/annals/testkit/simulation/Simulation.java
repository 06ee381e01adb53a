package org.annals.testkit.simulation;

import static java.util.Objects.requireNonNull;

import org.annals.following.FailurePolicy;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A system that must come to the same outcome whatever happens to those who run it. Immutable;
 * every step is a new value.
 *
 * {@snippet class="org.annals.testkit.simulation.SimulationTest" region="simulate"}
 *
 * <p>The script runs undisturbed first. Then it runs with a crash before each append of a follower,
 * and with a crash after each, whose reply is lost: the process is started again on what is stored.
 * Then it runs under 100 seeds. By each of these one to three processes compete, that crash at
 * random, lose replies, leases and connections, overtake each other, are woken too often or not at
 * all, and follow in any order, by pages of any size. Equal seeds do the same: clock and ids are
 * the simulation's, and all is done on the caller's thread.
 *
 * <p>The script's own commands run in a process that never crashes, for a command whose outcome is
 * unknown is for its caller to repeat. What a policy does beside collecting is not undone by a
 * crash, as it would not be in production.
 */
public final class Simulation {
    private static final int SEEDS = 100;

    private final EventSystem system;
    private final Settings settings;
    private final FailurePolicy failures;
    private final int seeds;
    private final @Nullable Ordeal only;

    private Simulation(
            EventSystem system,
            Settings settings,
            FailurePolicy failures,
            int seeds,
            @Nullable Ordeal only) {
        this.system = requireNonNull(system, "system");
        this.settings = requireNonNull(settings, "settings");
        this.failures = requireNonNull(failures, "failures");
        this.seeds = seeds;
        this.only = only;
    }

    /** Returns the simulation of a system. */
    public static Simulation of(EventSystem system) {
        return new Simulation(
                system, Settings.only(Map.of()), FailurePolicy.defaults(), SEEDS, null);
    }

    // One that every run makes anew would learn the events' classes anew.
    private static Settings withTranscoder(Settings settings) {
        List<Transcoder> found =
                settings.named("simulation").component(Transcoder.class).isPresent()
                        ? List.of()
                        : ServiceLoader.load(Transcoder.class).stream()
                                .map(ServiceLoader.Provider::get)
                                .toList();
        // Where there are none or several, an application says so.
        return found.size() == 1 ? settings.using(Transcoder.class, found.getFirst()) : settings;
    }

    /** Returns this simulation with settings for the applications. Events stay in memory. */
    public Simulation with(Settings settings) {
        return new Simulation(system, settings, failures, seeds, only);
    }

    /** Returns this simulation that does as is said with events that cannot be processed. */
    public Simulation onFailure(FailurePolicy failures) {
        return new Simulation(system, settings, failures, seeds, only);
    }

    /**
     * Returns this simulation under so many seeds.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Simulation seeds(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "There cannot be %d seeds. Say 0 or more.".formatted(count));
        }
        return new Simulation(system, settings, failures, count, only);
    }

    /** Returns this simulation with one ordeal alone: to see again how it fails. */
    public Simulation only(Ordeal ordeal) {
        return new Simulation(system, settings, failures, seeds, requireNonNull(ordeal, "ordeal"));
    }

    /**
     * Returns this simulation with what is done with the system.
     *
     * @param script gives commands, and returns what the check is to know; it is run many times,
     *     and must do the same each time
     */
    public <T> SimulatedCommands<T> when(Function<? super SimulatedSystem, ? extends T> script) {
        return new SimulatedCommands<>(this, requireNonNull(script, "script"));
    }

    <T> void run(
            Function<? super SimulatedSystem, ? extends T> script,
            BiConsumer<? super SimulatedSystem, ? super T> check) {
        Simulation all = with(withTranscoder(settings));
        if (only != null) {
            all.run(only, script, check);
            return;
        }
        int appends = all.run(Ordeal.none(), script, check);
        for (int append = 1; append <= appends; append++) {
            all.run(Ordeal.crashBefore(append), script, check);
            all.run(Ordeal.crashAfter(append), script, check);
        }
        for (long seed = 1; seed <= seeds; seed++) {
            all.run(Ordeal.seed(seed), script, check);
        }
    }

    private <T> int run(
            Ordeal ordeal,
            Function<? super SimulatedSystem, ? extends T> script,
            BiConsumer<? super SimulatedSystem, ? super T> check) {
        try (Run run = begun(ordeal)) {
            try {
                run.play(script, check);
            } catch (RuntimeException | Error e) {
                if (ordeal instanceof Ordeal.None) {
                    throw e;
                }
                throw other(ordeal, run, e);
            }
            return run.appends();
        }
    }

    Run begun(Ordeal ordeal) {
        return new Run(system, settings, failures, ordeal);
    }

    private static AssertionError other(Ordeal ordeal, Run run, Throwable failure) {
        return new AssertionError(
                "%s comes to another outcome:%n%s%nWhat was done to it:%n  %s%nRun it alone with only(%s)."
                        .formatted(
                                ordeal,
                                failure,
                                String.join("%n  ".formatted(), run.journal()),
                                ordeal),
                failure);
    }
}
