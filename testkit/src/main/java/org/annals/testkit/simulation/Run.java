package org.annals.testkit.simulation;

import static org.annals.system.Pipe.pipe;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.domain.TriggerScope;
import org.annals.encryption.SubjectKeys;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.persistence.PersistenceModule;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Pipe;
import org.annals.system.Runner;
import org.annals.testkit.scenario.SteppingClock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One run of a system through an ordeal. For one thread. */
final class Run implements AutoCloseable {
    private static final Instant MILLENNIUM = Instant.parse("2000-01-01T00:00:00Z");
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_APPENDS = 10_000;

    private final EventSystem system;
    private final FailurePolicy failures;
    private final Fates fates;
    private final Settings settings;
    private final Stores stores = new Stores();
    private final SteppingClock clock = new SteppingClock(MILLENNIUM);
    private final TriggerScope scope;
    private final List<Owner> owners = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private final Runner commands;
    private int appends;

    Run(EventSystem system, Settings given, FailurePolicy failures, Ordeal ordeal) {
        this.system = system;
        this.failures = failures;
        this.fates = Fates.of(ordeal);
        this.settings = completed(given);
        this.scope = TriggerScope.of(clock, new SeededIds(fates.seed()));
        for (int number = 1; number <= fates.owners(); number++) {
            owners.add(new Owner(number, this, fates));
        }
        // It is not started: whoever follows does so elsewhere.
        this.commands =
                scope.call(
                        () ->
                                Runner.singleThreaded(
                                        system,
                                        settings.using(
                                                PersistenceModule.class,
                                                stores.of(Holder.ofScript()))));
        system.nodes().forEach(node -> get(node.type()).afterEachSave(saved -> wake()));
    }

    private static Settings completed(Settings given) {
        NamedSettings named = given.named("simulation");
        Settings settings = given;
        if (named.component(NoticeListener.class).isEmpty()) {
            settings = settings.using(NoticeListener.class, notice -> {});
        }
        if (named.component(SubjectKeys.class).isEmpty()) {
            settings = settings.using(SubjectKeys.class, SubjectKeys.inMemory());
        }
        return settings;
    }

    /** Opens the system for a process. */
    Runner open(Holder holder) {
        Settings ofProcess =
                settings.using(PersistenceModule.class, stores.of(holder))
                        // No lease runs out by the time of the machine.
                        .with("LEASE_DURATION", "24h")
                        .with("PULL_SECTION_SIZE", Integer.toString(fates.pageSize()));
        return Runner.singleThreaded(ordered(), ofProcess, failures);
    }

    /** Returns the system with those that follow in the order in which they have their turn. */
    private EventSystem ordered() {
        Stream<Pipe> edges =
                fates.ordered(system.edges()).stream()
                        .map(edge -> pipe(edge.leader(), edge.follower()));
        Stream<Pipe> singles = system.singles().stream().map(Pipe::pipe);
        return EventSystem.of(Stream.concat(edges, singles).toArray(Pipe[]::new));
    }

    /** Runs a script, lets everything follow, and checks what has come of it. */
    <T> void play(
            Function<? super SimulatedSystem, ? extends T> script,
            BiConsumer<? super SimulatedSystem, ? super T> check) {
        var simulated = new SimulatedSystem(this);
        scope.run(
                () -> {
                    wake();
                    T result = script.apply(simulated);
                    settle();
                    check.accept(simulated, result);
                });
    }

    <A extends Application> A get(Class<A> type) {
        return commands.get(type);
    }

    void advance(Duration step) {
        clock.advance(step);
        wake();
    }

    private void wake() {
        for (Owner each : fates.ordered(owners)) {
            for (int left = fates.wakeUps(); left > 0; left--) {
                each.turn(fates.isStartedAgain());
            }
        }
    }

    void letOthersGo(Owner owner) {
        for (Owner each : fates.ordered(owners)) {
            if (each != owner) {
                each.turn(true);
            }
        }
    }

    /**
     * Lets everything be followed that is there.
     *
     * @throws AssertionError if there is no end to it
     */
    void settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int disturbances = journal.size();
            boolean isQuiet = true;
            for (Owner each : fates.ordered(owners)) {
                isQuiet &= each.turn(true);
            }
            throwIfFailed();
            // A timer whose append has failed keeps no follower waiting, and is tried again.
            if (isQuiet && journal.size() == disturbances) {
                return;
            }
        }
        throw new AssertionError("The system has come to no rest: %s.".formatted(statusOfOwners()));
    }

    private List<FollowerStatus> statusOfOwners() {
        return owners.stream().flatMap(each -> each.status().stream()).toList();
    }

    private void throwIfFailed() {
        for (Owner each : owners) {
            switch (each.failure()) {
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> {}
            }
        }
    }

    /** Counts an append of an owner, and returns what becomes of it. */
    Fate fateOf(Owner owner, String application) {
        appends++;
        if (appends > MOST_APPENDS) {
            throw new IllegalStateException(
                    "The followers have appended %d times. Does the system come to an end?"
                            .formatted(MOST_APPENDS));
        }
        Fate fate = fates.of(appends);
        if (fate != Fate.NOTHING) {
            journal.add(
                    "%s %s append %d, to %s".formatted(owner, fate.told(), appends, application));
        }
        return fate;
    }

    /** Returns how many appends followers have made so far. */
    int appends() {
        return appends;
    }

    /** Returns what was done to it, in order. */
    List<String> journal() {
        return List.copyOf(journal);
    }

    @Override
    public void close() {
        owners.forEach(Owner::close);
        commands.close();
        stores.close();
    }
}
