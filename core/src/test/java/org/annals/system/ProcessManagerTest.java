package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.InlineView;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.domain.TriggerScope;
import org.annals.following.Downstream.Incoming;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Partitions;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.Transaction;
import org.annals.persistence.Transcoder;
import org.annals.recording.Joining;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Processes go on as their manager says, and their timers elapse once. */
final class ProcessManagerTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Node<Orders> ORDERS = node(Orders.class, Orders::new);
    private static final Node<Payments> PAYMENTS = node(Payments.class, Payments::new);
    private static final EventSystem SYSTEM = EventSystem.of(pipe(ORDERS, PAYMENTS));
    private static final FailurePolicy ONCE = FailurePolicy.defaults().withAttempts(1);

    private final AtomicReference<Instant> time = new AtomicReference<>(NOON);
    private final TriggerScope scope = TriggerScope.of(time::get);
    private final LinkedBlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final Settings settings =
            Settings.only(Map.of("POLL_INTERVAL", "10ms"))
                    .using(Transcoder.class, new RememberingTranscoder())
                    .using(NoticeListener.class, notices::add);

    /** How a system is run. */
    enum Kind {
        SINGLE_THREADED {
            @Override
            Runner open(EventSystem system, Settings settings, FailurePolicy failures) {
                return Runner.singleThreaded(system, settings, failures);
            }
        },
        MULTI_THREADED {
            @Override
            Runner open(EventSystem system, Settings settings, FailurePolicy failures) {
                return Runner.multiThreaded(system, settings, failures);
            }
        };

        abstract Runner open(EventSystem system, Settings settings, FailurePolicy failures);
    }

    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private Runner started(Kind kind) {
        Runner runner = kind.open(SYSTEM, settings, FailurePolicy.defaults());
        scope.run(runner::start);
        return runner;
    }

    private void quiet(Runner runner) {
        scope.run(
                () -> {
                    try {
                        assertThat(runner.awaitQuiet(Duration.ofSeconds(20))).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** Waits until so many events are recorded. */
    private void await(Runner runner, int events) {
        quiet(runner);
        var log = runner.get(Payments.class).events();
        try (var all = log.subscribe(LogSelection.all())) {
            var each = all.iterator();
            for (int i = 0; i < events; i++) {
                each.next();
            }
        }
        quiet(runner);
    }

    @ParameterizedTest
    @EnumSource
    void aTimerElapsesOnceWhenItIsDueAndItsProcessReacts(Kind kind) {
        try (Runner runner = started(kind)) {
            scope.run(() -> runner.get(Orders.class).place("7"));
            await(runner, 1);
            pass(Duration.ofHours(24));
            await(runner, 3);
            pass(Duration.ofHours(24));
            quiet(runner);

            assertThat(runner.get(Payments.class).story())
                    .containsExactly(
                            "Asked payment-of-7",
                            "TimerElapsed payment-of-7",
                            "GivenUp payment-of-7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimerThatIsNotDueDoesNotElapse(Kind kind) {
        try (Runner runner = started(kind)) {
            scope.run(() -> runner.get(Orders.class).place("7"));
            await(runner, 1);
            pass(Duration.ofHours(24).minusNanos(1_000));
            scope.run(() -> runner.get(Orders.class).place("8"));
            await(runner, 2);

            assertThat(runner.get(Payments.class).story())
                    .containsExactly("Asked payment-of-7", "Asked payment-of-8");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimerThatIsCancelledDoesNotElapse(Kind kind) {
        try (Runner runner = started(kind)) {
            scope.run(() -> runner.get(Orders.class).place("7"));
            scope.run(() -> runner.get(Orders.class).pay("7"));
            await(runner, 2);
            pass(Duration.ofHours(25));
            scope.run(() -> runner.get(Orders.class).place("8"));
            await(runner, 3);

            assertThat(runner.get(Payments.class).story())
                    .containsExactly(
                            "Asked payment-of-7", "Settled payment-of-7", "Asked payment-of-8");
        }
    }

    @Test
    void whereATimerElapsesInTheMomentInWhichItIsCancelledTheStateDecides() {
        try (Runner runner = started(Kind.SINGLE_THREADED)) {
            scope.run(() -> runner.get(Orders.class).place("7"));
            pass(Duration.ofHours(24));
            scope.run(() -> runner.get(Orders.class).pay("7"));

            assertThat(runner.get(Payments.class).story())
                    .containsExactly(
                            "Asked payment-of-7",
                            "TimerElapsed payment-of-7",
                            "Settled payment-of-7");
        }
    }

    @Test
    void causesGoOnThroughATimer() {
        try (Runner runner = started(Kind.SINGLE_THREADED)) {
            Metadata.with(
                    Map.of("user_id", "u1", Metadata.CORRELATION_ID, "visit 4\n5"),
                    () -> scope.run(() -> runner.get(Orders.class).place("7")));
            pass(Duration.ofHours(24));
            quiet(runner);

            DomainEvent<?> placed =
                    runner.get(Orders.class)
                            .events()
                            .read(LogSelection.all())
                            .toList()
                            .getFirst()
                            .domainEvent();
            var events = runner.get(Payments.class).recorded();
            DomainEvent<?> elapsed = events.get(1).domainEvent();
            assertThat(elapsed.metadata())
                    .containsEntry(Metadata.CAUSATION_ID, placed.id().toString())
                    .containsEntry(Metadata.CORRELATION_ID, "visit 4\n5")
                    .doesNotContainKey("user_id");
            assertThat(elapsed.timestamp()).isEqualTo(NOON.plus(Duration.ofHours(24)));
            assertThat(elapsed.event())
                    .isEqualTo(
                            new TimerElapsed(
                                    "payment-of-7",
                                    "patience",
                                    placed.timestamp().plus(Duration.ofDays(1))));
            assertThat(events.get(2).domainEvent().metadata())
                    .containsEntry(Metadata.CAUSATION_ID, elapsed.id().toString())
                    .containsEntry(Metadata.CORRELATION_ID, "visit 4\n5");
        }
    }

    @Test
    void ofSeveralThatLookForTimersOneRecordsEach() throws Exception {
        try (var payments = new Payments(settings)) {
            for (int i = 0; i < 300; i++) {
                set(payments, new ProcessTimer("p" + i, "t"), NOON);
            }
            var together = new CyclicBarrier(4);
            List<Thread> threads =
                    IntStream.range(0, 4)
                            .mapToObj(i -> new Timers(payments))
                            .map(timers -> Thread.ofVirtual().start(() -> record(timers, together)))
                            .toList();
            for (Thread each : threads) {
                assertThat(Joining.joinWithin(each, Duration.ofSeconds(20))).isTrue();
            }

            assertThat(payments.story()).hasSize(300).doesNotHaveDuplicates();
        }
    }

    private void record(Timers timers, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        scope.run(timers::record);
    }

    private static void set(Payments payments, ProcessTimer timer, Instant dueOn) {
        Timer kept = timer.set(payments.name(), dueOn);
        payments.events()
                .recorder()
                .append(AppendRequest.of(List.of()).withChanges(List.of(new SetTimer(kept))));
    }

    @Test
    void whatATimerIsOfIsReadBackFromItsId() {
        for (String process : List.of("a", "5:a", ":", "1", "\ud83d\ude00\n")) {
            for (String name : List.of("b", ":b", "2:cd", "\n")) {
                Timer kept = new ProcessTimer(process, name).set("App", NOON);

                assertThat(ProcessTimer.elapsed(kept).event())
                        .isEqualTo(new TimerElapsed(process, name, NOON));
            }
        }
    }

    @Test
    void aReactionHasTheLastThatWasSaidOfATimer() {
        var reaction =
                Reaction.of("x")
                        .withTimer("a", NOON)
                        .withoutTimer("a")
                        .withoutTimer("b")
                        .withTimer("b", NOON.plusSeconds(1));

        assertThat(reaction.timers()).containsExactly(Map.entry("b", NOON.plusSeconds(1)));
        assertThat(reaction.cancelled()).containsExactly("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reaction.withTimer(" ", NOON))
                .withMessageContaining("blank");
    }

    @Test
    void anApplicationThatAlsoFollowsItselfReactsToATimerOnce() {
        var system = EventSystem.of(pipe(ORDERS, PAYMENTS, PAYMENTS));
        try (Runner runner = Runner.singleThreaded(system, settings)) {
            scope.run(runner::start);
            scope.run(() -> runner.get(Orders.class).place("7"));
            pass(Duration.ofHours(24));
            quiet(runner);

            assertThat(runner.get(Payments.class).story()).hasSize(3);
        }
    }

    /** A manager whose reaction is the test's, over processes named by the order. */
    private record Testing(
            BiFunction<Integer, DomainEvent<?>, Reaction<? extends Paying.Event>> reaction)
            implements ProcessManager<Integer, Paying.Event> {
        @Override
        public Class<Paying.Event> eventType() {
            return Paying.Event.class;
        }

        @Override
        public Optional<String> processOf(DomainEvent<?> event) {
            return Optional.of(((Orders.Event) event.event()).id());
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Paying.Event event) {
            return state + 1;
        }

        @Override
        public Reaction<? extends Paying.Event> react(Integer state, DomainEvent<?> event) {
            return reaction.apply(state, event);
        }
    }

    private static final class Tested extends ProcessManagerApplication {
        Tested(Settings settings, Testing manager) {
            super(settings, manager);
        }

        Tested(Settings settings, Testing manager, AtomicInteger refusals) {
            super(settings, manager);
            alsoWrite(
                    new InlineView() {
                        @Override
                        public Set<Class<?>> eventClasses() {
                            return Set.of(TimerElapsed.class);
                        }

                        @Override
                        public void write(Transaction transaction, List<DomainEvent<?>> events) {
                            if (refusals.getAndDecrement() > 0) {
                                throw new IllegalStateException("refused on purpose");
                            }
                        }
                    });
        }
    }

    @Test
    void ofAProcessWhoseTimerIsParkedLaterOnesAreParkedBehindIt() {
        List<String> elapsed = new ArrayList<>();
        var manager =
                new Testing(
                        (state, event) -> {
                            if (event.event() instanceof TimerElapsed timer) {
                                if (timer.process().equals("a") && timer.timer().equals("1")) {
                                    throw new IllegalStateException("refused on purpose");
                                }
                                elapsed.add(timer.process() + timer.timer());
                                return Reaction.none();
                            }
                            return Reaction.<Paying.Event>none()
                                    .withTimer("1", event.timestamp().plusSeconds(1))
                                    .withTimer("2", event.timestamp().plusSeconds(2));
                        });
        var system =
                EventSystem.of(
                        pipe(ORDERS, node(Tested.class, given -> new Tested(given, manager))));
        try (Runner runner = Runner.singleThreaded(system, settings, ONCE.parking())) {
            scope.run(runner::start);
            scope.run(() -> runner.get(Orders.class).place("a"));
            scope.run(() -> runner.get(Orders.class).place("b"));
            pass(Duration.ofSeconds(2));
            quiet(runner);

            assertThat(elapsed).containsExactly("b1", "b2");
            assertThat(runner.parked().getLast().count()).isEqualTo(2);
            assertThat(runner.parked().getLast().keys()).containsExactly("a");
        }
    }

    @Test
    void aReactionThatFailsPausesTheFollowerOfTimersAndNotThatOfOthers() {
        var manager =
                new Testing(
                        (state, event) -> {
                            if (event.event() instanceof TimerElapsed) {
                                throw new IllegalStateException("refused on purpose");
                            }
                            return Reaction.of(new Paying.Event.Asked())
                                    .withTimer("1", event.timestamp());
                        });
        var system =
                EventSystem.of(
                        pipe(ORDERS, node(Tested.class, given -> new Tested(given, manager))));
        try (Runner runner = Runner.singleThreaded(system, settings, ONCE)) {
            scope.run(runner::start);
            scope.run(() -> runner.get(Orders.class).place("a"));
            scope.run(() -> runner.get(Orders.class).place("b"));

            assertThat(runner.status().getFirst().state()).isEqualTo(State.LIVE);
            assertThat(runner.status().getFirst().position()).isEqualTo(2);
            assertThat(runner.status().getLast().state()).isEqualTo(State.PAUSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereTimersCannotBeRecordedThatIsToldOnceAndTriedAgain(Kind kind) throws Exception {
        var refusals = new AtomicInteger(3);
        var manager =
                new Testing(
                        (state, event) ->
                                event.event() instanceof TimerElapsed
                                        ? Reaction.of(new Paying.Event.GivenUp())
                                        : Reaction.<Paying.Event>none()
                                                .withTimer("1", event.timestamp()));
        var system =
                EventSystem.of(
                        pipe(
                                ORDERS,
                                node(Tested.class, given -> new Tested(given, manager, refusals))));
        try (Runner runner = kind.open(system, settings, ONCE)) {
            scope.run(runner::start);
            scope.run(() -> runner.get(Orders.class).place("a"));
            var log = runner.get(Tested.class).events();
            if (kind == Kind.SINGLE_THREADED) {
                IntStream.range(0, 3).forEach(i -> quiet(runner));
            }
            try (var all = log.subscribe(LogSelection.all())) {
                var each = all.iterator();
                assertThat(each.next().domainEvents().getFirst().event())
                        .isInstanceOf(TimerElapsed.class);
                assertThat(each.next().domainEvents().getFirst().event())
                        .isEqualTo(new Paying.Event.GivenUp());
            }

            assertThat(notices.stream().filter(Notice.TimersWait.class::isInstance)).hasSize(1);
        }
    }

    @Test
    void timersThatCannotBeRecordedAreReportedByASync() {
        var refusals = new AtomicInteger(1_000);
        var manager =
                new Testing(
                        (state, event) ->
                                event.event() instanceof TimerElapsed
                                        ? Reaction.<Paying.Event>none()
                                        : Reaction.<Paying.Event>none()
                                                .withTimer("1", event.timestamp()));
        var system =
                EventSystem.of(
                        pipe(
                                ORDERS,
                                node(Tested.class, given -> new Tested(given, manager, refusals))));
        try (Runner runner = Runner.singleThreaded(system, settings, ONCE)) {
            scope.run(() -> runner.get(Orders.class).place("a"));
            SyncReport elapsed = scope.call(runner::sync).getLast();

            assertThat(elapsed.failure()).hasMessage("refused on purpose");
            refusals.set(0);
            assertThat(scope.call(runner::sync).getLast().failure()).isNull();
        }
    }

    @Test
    void aPollIntervalThatCannotBeIsRefusedWhenTheRunnerIsOpened() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> Runner.multiThreaded(SYSTEM, settings.with("POLL_INTERVAL", "0s")))
                .withMessageContaining("POLL_INTERVAL");
    }

    /** An application whose partitions cannot be. */
    private static final class Wrong extends ProcessManagerApplication {
        private final AtomicInteger closed;

        Wrong(Settings settings, AtomicInteger closed) {
            super(settings, new Paying());
            this.closed = closed;
        }

        @Override
        protected Partitions partitions() {
            return Partitions.of(0);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            super.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereFollowersCannotBeMadeApplicationsAreClosed(Kind kind) {
        var closed = new AtomicInteger();
        var system =
                EventSystem.of(pipe(ORDERS, node(Wrong.class, given -> new Wrong(given, closed))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.open(system, settings, ONCE))
                .withMessageContaining("0 partitions");
        assertThat(closed).hasValue(1);
    }

    @Test
    void beforeTheStartNothingIsFollowedThoughQuietIsWaitedFor() throws Exception {
        try (Runner runner = Runner.singleThreaded(SYSTEM, settings)) {
            scope.run(() -> runner.get(Orders.class).place("7"));
            runner.resume();
            runner.awaitQuiet(Duration.ZERO);

            assertThat(runner.get(Payments.class).story()).isEmpty();
        }
    }

    /** The same, side by side. */
    static final class Divided extends ProcessManagerApplication {
        Divided(Settings settings) {
            super("Payments", settings, new Paying());
        }

        @Override
        protected Partitions partitions() {
            return Partitions.of(3);
        }

        List<String> story() {
            try (var all = events().read(LogSelection.all())) {
                return all.map(each -> each.domainEvent().event().getClass().getSimpleName())
                        .toList();
            }
        }
    }

    @Test
    void aSyncOfAnApplicationTakesAllItsPartitionsAndItsTimers() {
        var system = EventSystem.of(pipe(ORDERS, node(Divided.class, Divided::new)));
        try (Runner runner = Runner.multiThreaded(system, settings)) {
            for (int i = 0; i < 10; i++) {
                String id = "order" + i;
                scope.run(() -> runner.get(Orders.class).place(id));
            }
            scope.run(() -> runner.sync("Payments"));
            assertThat(runner.get(Divided.class).story()).hasSize(10).containsOnly("Asked");
            pass(Duration.ofHours(24));
            List<SyncReport> reports = scope.call(() -> runner.sync("Payments"));

            assertThat(reports).extracting(SyncReport::failure).containsOnlyNulls();
            assertThat(runner.get(Divided.class).story())
                    .hasSize(30)
                    .contains("TimerElapsed", "GivenUp");
        }
    }

    @Test
    void ofAnEventThatIsSeveralTodayEachFindsWhatThoseBeforeItDid() {
        var placed = DomainEvent.of(new Orders.Event.Placed("7"), EventDetails.none());
        var paid = DomainEvent.of(new Orders.Event.Paid("7"), EventDetails.none());
        var place = Tracking.of("Orders", 1, placed.id());
        try (var payments = new Payments(settings)) {
            payments.downstream()
                    .process(List.of(new Incoming(place, List.of(placed, paid))), place);

            assertThat(payments.story())
                    .containsExactly("Asked payment-of-7", "Settled payment-of-7");
            assertThat(payments.events().recorder().nextTimer("Payments")).isEmpty();
        }
    }
}
