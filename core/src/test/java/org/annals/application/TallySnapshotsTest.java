package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.domain.Evolution;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** That snapshots are taken apart from saves, and that whatever goes wrong with them harms none. */
@Timeout(60)
final class TallySnapshotsTest {
    // @start region="snapshotting"
    static final class Tallies extends Application {
        Tallies(Settings settings) {
            super(
                    settings,
                    Tally.TYPE,
                    Snapshotting.of(Tally.TYPE, SnapshotPolicy.every(100)).keeping(3));
        }
    }

    // @end

    private static final class Own extends Application {
        Own(Settings settings, EventFamily... families) {
            super("Own", settings, families);
        }
    }

    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final Settings settings =
            Settings.only(Map.of())
                    .using(Transcoder.class, new TallyTranscoder())
                    .using(NoticeListener.class, notices::add);

    private List<Notice> failures() {
        return notices.stream().filter(Notice.SnapshotFailed.class::isInstance).toList();
    }

    private static AggregateType<Tally> type(Function<Tally, Tally.State> state) {
        return Tally.TYPE.withState(Tally.State.class, state, Tally::ofState);
    }

    private static List<Long> versions(Application application, String id) {
        return application.events().recorder().snapshotVersions(id, "Tally.State");
    }

    private static void awaitOne(Application application, String id) {
        while (versions(application, id).isEmpty()) {
            assertThat(Thread.currentThread().isInterrupted()).as("no snapshot of " + id).isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void aHundredEventsAreFollowedByASnapshot() {
        var tallies = new Tallies(settings);
        try (tallies) {
            tallies.save(Tally.of("t", new int[250]));
            awaitOne(tallies, "t");

            assertThat(versions(tallies, "t")).containsExactly(200L);
            assertThat(tallies.repository().get(Tally.class, "t").version()).isEqualTo(250);
        }
        assertThat(failures()).isEmpty();
    }

    @Test
    void aSaveDoesNotWaitForItsSnapshot() throws InterruptedException {
        var taking = new CountDownLatch(1);
        var saved = new CountDownLatch(1);
        AggregateType<Tally> held =
                type(
                        tally -> {
                            taking.countDown();
                            await(saved);
                            return new Tally.State(tally.numbers());
                        });
        try (var own = new Own(settings, held, Snapshotting.of(held, SnapshotPolicy.every(1)))) {
            own.save(Tally.of("t", 1));
            taking.await();
            own.save(Tally.of("u", 1));
            assertThat(versions(own, "t")).isEmpty();

            saved.countDown();
            awaitOne(own, "t");
            awaitOne(own, "u");
        }
        assertThat(failures()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("annals-snapshots Own"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anErrorOfTheUsersCodeHarmsNoSaveIsReportedWithoutContentAndNotRepeated() {
        AggregateType<Tally> failing =
                type(
                        tally -> {
                            throw new AssertionError("canary " + tally.numbers());
                        });
        try (var own =
                new Own(
                        settings,
                        failing,
                        Snapshotting.of(failing, SnapshotPolicy.every(2)).inline())) {
            Tally tally = Tally.of("t", 1, 2);
            own.save(tally);

            assertThat(tally.pendingEvents()).isEmpty();
            assertThat(own.repository().get(Tally.class, "t").numbers()).containsExactly(1, 2);
            own.repository().get(Tally.class, "t");
        }
        assertThat(failures())
                .containsExactly(
                        new Notice.SnapshotFailed(
                                "Own",
                                "t",
                                Tally.State.class.getName(),
                                "java.lang.AssertionError"));
    }

    @Test
    void aPolicyThatThrowsHarmsNoSave() {
        assertAPolicyHarmsNoSave(
                growth -> {
                    throw new IllegalStateException("no");
                });
    }

    @Test
    void aPolicyThatFailsWithAnErrorHarmsNoSave() {
        assertAPolicyHarmsNoSave(
                growth -> {
                    throw new AssertionError("no");
                });
    }

    private void assertAPolicyHarmsNoSave(SnapshotPolicy failing) {
        try (var own =
                new Own(settings, Tally.TYPE, Snapshotting.of(Tally.TYPE, failing).inline())) {
            Tally tally = Tally.of("t", 1);
            own.save(tally);

            assertThat(tally.pendingEvents()).isEmpty();
            assertThat(own.repository().get(Tally.class, "t").version()).isOne();
        }
        assertThat(failures()).hasSize(2);
    }

    @Test
    void aListenerThatThrowsHarmsNoSave() {
        assertAListenerHarmsNoSave(
                notice -> {
                    throw new IllegalStateException("deaf");
                });
    }

    @Test
    void aListenerThatFailsWithAnErrorHarmsNoSave() {
        assertAListenerHarmsNoSave(
                notice -> {
                    throw new AssertionError("deaf");
                });
    }

    private void assertAListenerHarmsNoSave(Consumer<Notice> throwing) {
        AggregateType<Tally> failing =
                type(
                        tally -> {
                            throw new IllegalStateException("no");
                        });
        Settings deaf =
                settings.using(
                        NoticeListener.class,
                        notice -> {
                            if (notice instanceof Notice.SnapshotFailed) {
                                throwing.accept(notice);
                            }
                        });
        try (var own =
                new Own(
                        deaf,
                        failing,
                        Snapshotting.of(failing, SnapshotPolicy.every(1)).inline())) {
            own.save(Tally.of("t", 1));

            assertThat(own.repository().get(Tally.class, "t").version()).isOne();
        }
    }

    @Test
    void aStateThatCannotBeTakenOverIsReportedAndTheEventsAreReplayed() {
        assertTheEventsAreReplayed(
                state -> {
                    throw new IllegalStateException("no");
                });
    }

    @Test
    void aStateThatIsTakenOverWithAnErrorIsReportedAndTheEventsAreReplayed() {
        assertTheEventsAreReplayed(
                state -> {
                    throw new StackOverflowError("no");
                });
    }

    private void assertTheEventsAreReplayed(Function<Tally.State, Tally> maker) {
        AggregateType<Tally> failing =
                Tally.TYPE.withState(
                        Tally.State.class, tally -> new Tally.State(tally.numbers()), maker);
        try (var own =
                new Own(settings, failing, Snapshotting.of(failing, SnapshotPolicy.never()))) {
            own.save(Tally.of("t", 1, 2, 3));
            own.repository().takeSnapshot(Tally.class, "t", 2);

            assertThat(own.repository().get(Tally.class, "t").numbers()).containsExactly(1, 2, 3);
        }
        assertThat(failures()).hasSize(1);
    }

    @Test
    void costIsWhatReadingAndApplyingTook() {
        var seen = new CopyOnWriteArrayList<Growth>();
        SnapshotPolicy watching =
                growth -> {
                    seen.add(growth);
                    return SnapshotPolicy.every(4).due(growth);
                };
        try (var own =
                new Own(settings, Tally.TYPE, Snapshotting.of(Tally.TYPE, watching).inline())) {
            own.save(Tally.of("t", 1, 2, 3, 4));
            own.save(own.repository().get(Tally.class, "t"));
            Tally tally = own.repository().get(Tally.class, "t");
            tally.note(5, 6);
            own.save(tally);
            own.repository().get(Tally.class, "t");
        }
        assertThat(seen)
                .extracting(Growth::before, Growth::after)
                .containsExactly(tuple(0L, 4L), tuple(4L, 6L), tuple(4L, 6L));
        assertThat(seen.getFirst().cost()).isZero();
        assertThat(seen.getLast().cost()).isPositive();
    }

    @Test
    void twoThingsWithOneStateAreRefused() {
        Evolution<Tally.State, Tally.Event> other =
                Evolution.of(new Tally.State(List.of()), (state, event) -> state);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                new Own(
                                        settings,
                                        Tally.TYPE,
                                        Snapshotting.of(
                                                Tally.State.class, other, SnapshotPolicy.never())))
                .withMessageContaining(Tally.State.class.getName());
    }

    @Test
    void oneOfAnEvolutionWithoutAClassOfStatesIsRefused() {
        Evolution<Integer, Tally.Event> sum = Evolution.of(0, (state, event) -> state);
        try (var tallies = new Tallies(settings)) {
            tallies.save(Tally.of("t", 1));

            assertThatIllegalStateException()
                    .isThrownBy(() -> tallies.repository().takeSnapshot(sum, "t"))
                    .withMessageContaining("Snapshotting.of");
            assertThatExceptionOfType(AggregateNotFoundException.class)
                    .isThrownBy(() -> tallies.repository().takeSnapshot(Tally.class, "none"));
        }
    }

    @Test
    void whatFindsNoRoomInTheQueueIsTakenWhenItIsLoaded() throws InterruptedException {
        var taking = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        AggregateType<Tally> held =
                type(
                        tally -> {
                            taking.countDown();
                            await(go);
                            return new Tally.State(tally.numbers());
                        });
        try (var own = new Own(settings, held, Snapshotting.of(held, SnapshotPolicy.every(1)))) {
            own.save(Tally.of("first", 1));
            taking.await();
            for (int i = 1; i <= 1_001; i++) {
                own.save(Tally.of("t" + i, 1));
            }
            go.countDown();
            awaitOne(own, "t1000");
            assertThat(versions(own, "t1001")).isEmpty();

            own.repository().get(Tally.class, "t1001");
            awaitOne(own, "t1001");
        }
        assertThat(failures()).isEmpty();
    }

    @Test
    void whatIsDueAgainWhileItWaitsIsTakenOnce() throws InterruptedException {
        var taking = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var taken = new AtomicInteger();
        AggregateType<Tally> held =
                type(
                        tally -> {
                            taken.incrementAndGet();
                            taking.countDown();
                            await(go);
                            return new Tally.State(tally.numbers());
                        });
        try (var own = new Own(settings, held, Snapshotting.of(held, SnapshotPolicy.every(1)))) {
            own.save(Tally.of("t", 1));
            taking.await();
            own.save(Tally.of("u", 1));
            for (String id : List.of("t", "u", "t", "u")) {
                own.repository().get(Tally.class, id);
            }
            own.save(Tally.of("v", 1));
            go.countDown();
        }
        assertThat(taken).hasValue(3);
        assertThat(failures()).isEmpty();
    }

    @Test
    void whatARecorderDidNotKeepWhileItWasUnavailableIsTakenWhenItIsLoaded() {
        var reads = new Reads();
        try (var own =
                new Own(
                        settings.using(PersistenceModule.class, reads),
                        Tally.TYPE,
                        Snapshotting.of(Tally.TYPE, SnapshotPolicy.every(2)).inline())) {
            reads.beforeCall(method -> failing(method, "putSnapshot"));
            Tally tally = Tally.of("t", 1, 2);
            own.save(tally);
            assertThat(tally.pendingEvents()).isEmpty();
            assertThat(failures()).hasSize(1);

            reads.beforeCall(method -> {});
            own.repository().get(Tally.class, "t");
            assertThat(versions(own, "t")).containsExactly(2L);
        }
        assertThat(failures()).hasSize(1);
    }

    private static void failing(String method, String unavailable) {
        if (method.equals(unavailable)) {
            throw new RecorderUnavailableException("Not now. Try again.", null);
        }
    }

    // They are deleted if one cannot be read, and nothing is known of them while none can be found.
    @Test
    void whileNoneCanBeFoundAllIsReplayedAndNoneIsDeleted() {
        var reads = new Reads();
        try (var own =
                new Own(
                        settings.using(PersistenceModule.class, reads),
                        Tally.TYPE,
                        Snapshotting.of(Tally.TYPE, SnapshotPolicy.every(2)).inline())) {
            Tally tally = Tally.of("t", 1, 2);
            own.save(tally);
            tally.note(3, 4);
            reads.beforeCall(method -> failing(method, "findSnapshot"));
            own.save(tally);

            assertThat(own.repository().get(Tally.class, "t").numbers())
                    .containsExactly(1, 2, 3, 4);
            assertThat(versions(own, "t")).containsExactly(4L, 2L);
        }
        assertThat(failures()).isNotEmpty();
    }

    @Test
    void whoeverClosesWhileInterruptedWaitsForWhatIsDueAndStaysInterrupted() {
        Thread closing = Thread.currentThread();
        var reads = new Reads();
        var put = new AtomicInteger();
        reads.beforeCall(
                method -> {
                    if (method.equals("putSnapshot")) {
                        put.incrementAndGet();
                    }
                });
        AggregateType<Tally> slow =
                type(
                        tally -> {
                            while (closing.getState() != Thread.State.TIMED_WAITING
                                    && !Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return new Tally.State(tally.numbers());
                        });
        var own =
                new Own(
                        settings.using(PersistenceModule.class, reads),
                        slow,
                        Snapshotting.of(slow, SnapshotPolicy.every(1)));
        own.save(Tally.of("t", 1));
        own.save(Tally.of("u", 1));

        closing.interrupt();
        own.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(put).hasValue(2);
        assertThat(failures()).isEmpty();
    }

    @Test
    void whenItIsClosedNoThreadIsLeft() {
        for (int i = 0; i < 200; i++) {
            var own =
                    new Own(
                            settings,
                            Tally.TYPE,
                            Snapshotting.of(Tally.TYPE, SnapshotPolicy.every(1)));
            own.save(Tally.of("t", 1));
            own.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .as("round %d", i)
                    .noneMatch(thread -> thread.getName().startsWith("annals-snapshots Own"));
        }
    }
}
