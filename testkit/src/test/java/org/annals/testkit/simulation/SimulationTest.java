package org.annals.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Application;
import org.annals.domain.Recording;
import org.annals.domain.TriggerScope;
import org.annals.following.FailurePolicy;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.system.ProcessingEvent;
import org.annals.testkit.simulation.Orders.Depot;
import org.annals.testkit.simulation.Orders.Letters;
import org.annals.testkit.simulation.Orders.Sent;
import org.annals.testkit.simulation.Orders.Shop;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A sound system passes whatever is done to it, and one with a defect does not. */
final class SimulationTest {
    private static final List<Object> SENT =
            List.of(new Sent("tea"), new Sent("milk"), new Sent("sugar"));

    private static final Settings SETTINGS =
            Settings.only(Map.of()).using(Transcoder.class, new JsonTranscoder());
    private static final Simulation ORDERS = Simulation.of(Orders.SYSTEM).with(SETTINGS);

    private static String orderThree(SimulatedSystem sim) {
        var shop = sim.get(Shop.class);
        shop.order("tea");
        shop.order("milk");
        sim.advance(Duration.ofHours(1));
        shop.order("sugar");
        return "sugar";
    }

    private static void requireThree(SimulatedSystem sim, String last) {
        assertThat(sim.get(Depot.class).all()).containsExactlyElementsOf(SENT);
        assertThat(sim.get(Letters.class).texts())
                .containsExactly(
                        "Ordered[what=milk]",
                        "Ordered[what=%s]".formatted(last),
                        "Ordered[what=tea]",
                        "Sent[what=milk]",
                        "Sent[what=%s]".formatted(last),
                        "Sent[what=tea]");
    }

    private static Simulation defective(Function<Settings, Depot> depot) {
        return Simulation.of(Orders.withDepot(depot));
    }

    private static AssertionError failureOf(Simulation simulation) {
        AssertionError[] thrown = new AssertionError[1];
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () ->
                                simulation
                                        .when(SimulationTest::orderThree)
                                        .then(SimulationTest::requireThree))
                .satisfies(each -> thrown[0] = each);
        return thrown[0];
    }

    @Test
    void aSoundSystemComesToTheSameOutcomeInEveryOrdeal() {
        // @start region="simulate"
        Simulation.of(Orders.SYSTEM)
                .when(
                        sim -> {
                            sim.get(Shop.class).order("tea");
                            return new Sent("tea");
                        })
                .then((sim, sent) -> assertThat(sim.get(Depot.class).all()).containsExactly(sent));
        // @end
        Simulation.of(Orders.SYSTEM)
                .seeds(200)
                .when(SimulationTest::orderThree)
                .then(SimulationTest::requireThree);
    }

    @Test
    void aCrashBeforeEachAppendAndAfterEachIsAnOrdealOfItsOwn() {
        List<String> done = new ArrayList<>();
        var runs = new AtomicInteger();
        for (Ordeal ordeal : List.of(Ordeal.crashBefore(4), Ordeal.crashAfter(9))) {
            try (Run run = ORDERS.begun(ordeal)) {
                run.play(SimulationTest::orderThree, SimulationTest::requireThree);
                done.addAll(run.journal());
            }
        }
        Simulation.of(Orders.SYSTEM)
                .seeds(7)
                .when(
                        sim -> {
                            runs.incrementAndGet();
                            return orderThree(sim);
                        })
                .then(SimulationTest::requireThree);

        assertThat(done)
                .containsExactly(
                        "process 1 crashes before append 4, to Depot",
                        "process 1 crashes after append 9, to Letters");
        // Nine appends: three parcels, and six letters.
        assertThat(runs).hasValue(1 + 2 * 9 + 7);
    }

    /** Saves what it sends apart from the place. */
    private static final class SavingApart extends Depot {
        SavingApart(Settings settings) {
            super(settings);
        }

        @Override
        void send(String what, ProcessingEvent processing) {
            save(sent(what));
        }
    }

    @Test
    void aPolicyThatSavesApartFromThePlaceIsFoundAndItsOrdealRunsAlone() {
        AssertionError found = failureOf(defective(SavingApart::new));

        assertThat(found)
                .hasMessageContaining("Ordeal.crashAfter(1) comes to another outcome")
                .hasMessageContaining("process 1 crashes after append 1, to Depot")
                .hasMessageContaining("Run it alone with only(Ordeal.crashAfter(1)).");
        assertThat(failureOf(defective(SavingApart::new).only(Ordeal.crashAfter(1))))
                .hasMessage(found.getMessage());
        defective(SavingApart::new)
                .only(Ordeal.none())
                .when(SimulationTest::orderThree)
                .then(SimulationTest::requireThree);
    }

    /** Numbers what it sends by a count that a crash wipes out. */
    private static final class Remembering extends Depot {
        private int count;

        Remembering(Settings settings) {
            super(settings);
        }

        @Override
        void send(String what, ProcessingEvent processing) {
            processing.collect(sent(List.of("tea", "milk", "sugar").get(count++)));
        }
    }

    @Test
    void aPolicyThatRemembersBesideItsEventsIsFound() {
        assertThat(failureOf(defective(Remembering::new)))
                .hasMessageContaining("comes to another outcome");
    }

    @Test
    void anEffectThatIsDoneTwiceIsFound() {
        List<String> parcels = new ArrayList<>();
        Simulation twice =
                defective(
                        settings ->
                                new Depot(settings) {
                                    @Override
                                    void send(String what, ProcessingEvent processing) {
                                        parcels.add(what);
                                        super.send(what, processing);
                                    }
                                });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () ->
                                twice.when(
                                                sim -> {
                                                    parcels.clear();
                                                    return orderThree(sim);
                                                })
                                        .then(
                                                (sim, last) ->
                                                        assertThat(parcels)
                                                                .containsExactly(
                                                                        "tea", "milk", last)))
                .withMessageContaining("Ordeal.crashBefore(1)");
    }

    @Test
    void seedsAloneFindThemToo() {
        Set<Boolean> found = new HashSet<>();
        for (Function<Settings, Depot> depot :
                List.<Function<Settings, Depot>>of(SavingApart::new, Remembering::new)) {
            int failures = 0;
            for (long seed = 1; seed <= 50; seed++) {
                try (Run run = defective(depot).with(SETTINGS).begun(Ordeal.seed(seed))) {
                    run.play(SimulationTest::orderThree, SimulationTest::requireThree);
                } catch (AssertionError | IndexOutOfBoundsException e) {
                    failures++;
                }
            }
            found.add(failures >= 5);
        }
        assertThat(found).containsExactly(true);
    }

    private static List<List<Notification>> logsOf(Ordeal ordeal) {
        List<List<Notification>> logs = new ArrayList<>();
        try (Run run = ORDERS.begun(ordeal)) {
            run.play(
                    SimulationTest::orderThree,
                    (sim, last) -> {
                        for (Class<? extends Application> each :
                                List.of(Shop.class, Depot.class, Letters.class)) {
                            logs.add(
                                    sim.get(each)
                                            .events()
                                            .recorder()
                                            .readLog(LogSelection.all())
                                            .notifications());
                        }
                    });
        }
        return logs;
    }

    @Test
    void equalSeedsGiveEqualLogsAndOthersDoNot() {
        Set<List<List<Notification>>> different = new HashSet<>();
        for (long seed = 1; seed <= 50; seed++) {
            List<List<Notification>> logs = logsOf(Ordeal.seed(seed));
            assertThat(logsOf(Ordeal.seed(seed))).as("seed %d", seed).isEqualTo(logs);
            different.add(logs);
        }
        assertThat(different).hasSize(50);
        assertThat(logsOf(Ordeal.none())).isEqualTo(logsOf(Ordeal.none()));
    }

    @Test
    void aHundredSeedsBringEveryFateAndEveryNumberOfProcesses() {
        Set<Fate> suffered = EnumSet.of(Fate.NOTHING);
        Set<String> processes = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            try (Run run = ORDERS.begun(Ordeal.seed(seed))) {
                run.play(SimulationTest::orderThree, SimulationTest::requireThree);
                for (String line : run.journal()) {
                    processes.add(line.substring(0, "process 1".length()));
                    for (Fate each : Fate.values()) {
                        if (line.contains(each.told() + " append")) {
                            suffered.add(each);
                        }
                    }
                }
            }
        }
        assertThat(suffered).containsExactlyInAnyOrder(Fate.values());
        assertThat(processes).containsExactlyInAnyOrder("process 1", "process 2", "process 3");
    }

    @Test
    void theClockStandsStillUnlessItIsAdvanced() {
        Simulation.of(Orders.SYSTEM)
                .seeds(20)
                .when(SimulationTest::orderThree)
                .then(
                        (sim, last) -> {
                            Instant start = Instant.parse("2000-01-01T00:00:00Z");
                            try (var all = sim.get(Shop.class).events().read(LogSelection.all())) {
                                assertThat(all.map(Recording::domainEvent))
                                        .extracting(each -> each.timestamp())
                                        .containsExactly(
                                                start, start, start.plus(Duration.ofHours(1)));
                            }
                            assertThat(TriggerScope.current().now())
                                    .isEqualTo(start.plus(Duration.ofHours(1)));
                            assertThatIllegalArgumentException()
                                    .isThrownBy(() -> sim.advance(Duration.ofHours(-1)));
                        });
    }

    @Test
    void aScriptMayWaitForWhatFollowsFromItsCommands() {
        Simulation.of(Orders.SYSTEM)
                .when(
                        sim -> {
                            sim.get(Shop.class).order("tea");
                            sim.settle();
                            sim.get(Shop.class).order(sim.get(Depot.class).all() + " again");
                            return true;
                        })
                .then(
                        (sim, done) ->
                                assertThat(sim.get(Depot.class).all())
                                        .containsExactly(
                                                new Sent("tea"),
                                                new Sent("[Sent[what=tea]] again")));
    }

    @Test
    void whatAPolicyFailsWithUndisturbedIsThrownAsItIs() {
        Simulation refusing =
                defective(
                        settings ->
                                new Depot(settings) {
                                    @Override
                                    void send(String what, ProcessingEvent processing) {
                                        throw new IllegalStateException("no %s".formatted(what));
                                    }
                                });

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                refusing.when(SimulationTest::orderThree)
                                        .then(SimulationTest::requireThree))
                .withMessage("no tea");
        refusing.onFailure(FailurePolicy.defaults().withAttempts(1).parking())
                .when(SimulationTest::orderThree)
                .then(
                        (sim, last) ->
                                assertThat(
                                                sim.get(Depot.class)
                                                        .events()
                                                        .recorder()
                                                        .countParked("Shop"))
                                        .isEqualTo(3));
    }

    @Test
    void aSystemThatComesToNoRestIsSaidTo() {
        // Whatever is sent is ordered again, by itself.
        var system = Endless.SYSTEM;

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () ->
                                Simulation.of(system)
                                        .when(
                                                sim -> {
                                                    sim.get(Endless.class).begin();
                                                    return true;
                                                })
                                        .then((sim, done) -> {}))
                .withMessageContaining("Does the system come to an end?");
    }

    @Test
    void fewerThanNoSeedsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(Orders.SYSTEM).seeds(-1));
    }
}
