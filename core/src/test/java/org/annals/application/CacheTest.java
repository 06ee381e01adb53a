package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Transcoder;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
final class CacheTest {
    private static final Evolution<Integer, Tally.Event> SUM =
            Evolution.of(
                    0,
                    (sum, event) ->
                            switch (event) {
                                case Tally.Event.Noted(int number) -> sum + number;
                            });

    /** Tallies whose application says how they are loaded. */
    private static final class Tallies extends Application {
        Tallies(Settings settings) {
            super(
                    "Tallies",
                    settings,
                    Tally.TYPE,
                    Snapshotting.of(Integer.class, SUM, SnapshotPolicy.never()));
        }

        Tally get(String id) {
            return repository().get(Tally.class, id);
        }

        Tally get(String id, LoadPolicy policy) {
            return repository().get(Tally.class, id, policy);
        }
    }

    private final Reads reads = new Reads();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final List<Tallies> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Tallies::close);
    }

    private Settings settings(Map<String, String> given) {
        return Settings.only(given)
                .using(Transcoder.class, new TallyTranscoder())
                .using(NoticeListener.class, notices::add)
                .using(PersistenceModule.class, reads);
    }

    private Tallies open(Settings settings) {
        var tallies = new Tallies(settings);
        opened.add(tallies);
        return tallies;
    }

    private Tallies open(String... keysAndValues) {
        Settings settings = settings(Map.of());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        return open(settings);
    }

    /** Saves events as another process would: the application does not learn of them. */
    private static void saveElsewhere(Tallies tallies, String id, int... numbers) {
        Tally tally = tallies.repository().get(Tally.class, id, 1_000);
        tally.note(numbers);
        tallies.events().put(tally.pendingEvents());
    }

    // CAC-1
    @Test
    void withoutASizeEachGetReadsAll() {
        Tallies tallies = open();
        tallies.save(Tally.of("t", 1, 2));

        tallies.get("t");
        tallies.get("t");

        assertThat(reads.takeAll()).containsExactly(0L, 0L);
    }

    // CAC-2
    @Test
    void whatIsCachedIsBroughtUpToDateByReadingOnlyWhatIsNew() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1, 2));
        tallies.get("t");
        saveElsewhere(tallies, "t", 3, 4);
        reads.takeAll();

        assertThat(tallies.get("t").numbers()).containsExactly(1, 2, 3, 4);
        assertThat(tallies.get("t").version()).isEqualTo(4);
        assertThat(reads.takeAll()).containsExactly(2L, 4L);
    }

    // CAC-1
    @Test
    void whatWasUsedLongestAgoIsDroppedAndReadAgain() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "2");
        for (String id : new String[] {"a", "b", "c"}) {
            tallies.save(Tally.of(id, 1));
        }
        tallies.get("a");
        tallies.get("b");
        tallies.get("a");
        tallies.get("c");
        reads.takeAll();

        tallies.get("a");
        tallies.get("c");
        assertThat(reads.takeAll()).containsExactly(1L, 1L);
        tallies.get("b");
        assertThat(reads.takeAll()).containsExactly(0L);
    }

    @Test
    void ofWhatIsNotThereNothingIsKept() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        assertThat(tallies.repository().find(Tally.class, "t")).isEmpty();

        tallies.save(Tally.of("t", 1));

        assertThat(tallies.get("t", LoadPolicy.cached()).numbers()).containsExactly(1);
        assertThat(reads.takeAll()).containsExactly(0L, 0L);
    }

    @Test
    void whatIsNotThereTakesNoPlace() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "2");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        for (String id : new String[] {"a", "b", "c"}) {
            assertThat(tallies.repository().find(Tally.class, id)).isEmpty();
        }
        reads.takeAll();

        tallies.get("t");

        assertThat(reads.takeAll()).containsExactly(1L);
    }

    // CAC-3
    @Test
    void nothingThatIsDoneToOneShowsInAnother() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1, 2));
        Tally first = tallies.get("t");
        first.spoil();
        first.note(3);
        Tally second = tallies.get("t");
        assertThat(second.numbers()).containsExactly(1, 2);
        assertThat(second.pendingEvents()).isEmpty();

        second.spoil();
        second.note(4);
        tallies.save(second);
        second.spoil();

        assertThat(tallies.get("t").numbers()).containsExactly(1, 2, 4);
        assertThat(tallies.get("t", LoadPolicy.cached()).numbers()).containsExactly(1, 2, 4);
    }

    @Test
    void immutableOnesAreCachedToo() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1, 2));
        Evolved<Integer, Tally.Event> sum = tallies.repository().get(SUM, "t");
        sum.trigger(new Tally.Event.Noted(50));
        saveElsewhere(tallies, "t", 3);
        reads.takeAll();

        assertThat(tallies.repository().get(SUM, "t", LoadPolicy.cached()).state()).isEqualTo(3);
        assertThat(tallies.repository().get(SUM, "t").state()).isEqualTo(6);
        assertThat(reads.takeAll()).containsExactly(2L);
    }

    // CAC-5
    @Test
    void withoutFastForwardWhatOthersSavedIsNotSeenUntilAConflict() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0", "AGGREGATE_CACHE_FASTFORWARD", "n");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        saveElsewhere(tallies, "t", 2);
        assertThat(tallies.get("t").numbers()).containsExactly(1);

        Tally stale = tallies.get("t");
        stale.note(3);
        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> tallies.save(stale));

        assertThat(tallies.get("t").numbers()).containsExactly(1, 2);
    }

    @Test
    void withoutFastForwardAnExecutionThatConflictsReadsTheTruth() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0", "AGGREGATE_CACHE_FASTFORWARD", "n");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        saveElsewhere(tallies, "t", 2);

        var executed = tallies.execute(Tally.class, "t", tally -> tally.note(3));

        assertThat(executed.attempts()).isEqualTo(2);
        assertThat(tallies.get("t").numbers()).containsExactly(1, 2, 3);
    }

    @Test
    void withoutFastForwardWhatIsSavedHereIsSeen() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0", "AGGREGATE_CACHE_FASTFORWARD", "n");
        tallies.save(Tally.of("t", 1));
        Tally tally = tallies.get("t");
        tally.note(2);
        tallies.save(tally);
        reads.takeAll();

        assertThat(tallies.get("t").numbers()).containsExactly(1, 2);
        assertThat(tallies.get("t").numbers()).containsExactly(1, 2);
        assertThat(reads.takeAll()).containsExactly(1L);
    }

    @Test
    void eachCallSaysHowNewItMustBe() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        saveElsewhere(tallies, "t", 2);
        reads.takeAll();

        assertThat(tallies.get("t", LoadPolicy.cached()).version()).isOne();
        assertThat(tallies.get("t", LoadPolicy.staleBy(Duration.ofDays(100_000_000))).version())
                .isOne();
        assertThat(reads.takeAll()).isEmpty();
        assertThat(tallies.get("t", LoadPolicy.staleBy(Duration.ZERO)).version()).isEqualTo(2);
        assertThat(tallies.get("t", LoadPolicy.current()).version()).isEqualTo(2);
        assertThat(reads.takeAll()).containsExactly(1L, 2L);
    }

    @Test
    void withoutFastForwardOneCallMayStillAskForTheTruth() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0", "AGGREGATE_CACHE_FASTFORWARD", "n");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        saveElsewhere(tallies, "t", 2);

        assertThat(tallies.get("t").version()).isOne();
        assertThat(tallies.get("t", LoadPolicy.current()).version()).isEqualTo(2);
        assertThat(tallies.get("t").version()).isEqualTo(2);
    }

    @Test
    void historyIsReadFromTheLog() {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1, 2, 3));
        tallies.get("t");
        reads.takeAll();

        assertThat(tallies.repository().get(Tally.class, "t", 2).numbers()).containsExactly(1, 2);
        assertThat(reads.takeAll()).containsExactly(0L);
        assertThat(tallies.get("t", LoadPolicy.cached()).version()).isEqualTo(3);
    }

    @Test
    void whatCannotBeCachedIsReadEachTimeAndReported() {
        Settings settings =
                settings(Map.of("AGGREGATE_CACHE_MAXSIZE", "0"))
                        .using(Transcoder.class, new Refusing());
        Tallies tallies = open(settings);
        tallies.save(Tally.of("t", 1));

        assertThat(tallies.get("t").numbers()).containsExactly(1);
        assertThat(tallies.get("t").numbers()).containsExactly(1);

        assertThat(reads.takeAll()).containsExactly(0L, 0L);
        assertThat(notices)
                .filteredOn(Notice.NotCached.class::isInstance)
                .hasSize(2)
                .allMatch(notice -> notice.toString().contains("no states"));
    }

    /** Encodes events, and no states. */
    private static final class Refusing implements Transcoder {
        private final Transcoder events = new TallyTranscoder();

        @Override
        public byte[] encode(Object object) {
            if (object instanceof Tally.State) {
                throw new TranscodingException("no states", null);
            }
            return events.encode(object);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            return events.decode(bytes, type);
        }
    }

    @Test
    void aStateThatFailsWithAnErrorIsNotCachedAndReported() {
        AggregateType<Tally> failing =
                Tally.TYPE.withState(
                        Tally.State.class,
                        tally -> {
                            throw new StackOverflowError("no");
                        },
                        Tally::ofState);
        try (var own = new Own(settings(Map.of("AGGREGATE_CACHE_MAXSIZE", "0")), failing)) {
            own.save(Tally.of("t", 1));

            assertThat(own.repository().get(Tally.class, "t").numbers()).containsExactly(1);
        }
        assertThat(notices).filteredOn(Notice.NotCached.class::isInstance).hasSize(1);
    }

    private static final class Own extends Application {
        Own(Settings settings, EventFamily... families) {
            super("Own", settings, families);
        }
    }

    @Test
    void ofALongHistoryWithStatesTheEventsAreNotHeldWhileItIsLoadedOrBroughtUpToDate() {
        var transcoder = new Watching();
        Tallies tallies =
                open(
                        settings(Map.of("AGGREGATE_CACHE_MAXSIZE", "0"))
                                .using(Transcoder.class, transcoder));
        tallies.save(Tally.of("t", 1, 2, 3, Watching.LAST));
        tallies.get("t");
        tallies.repository().get(SUM, "t");
        saveElsewhere(tallies, "t", 4, 5, Watching.LAST);
        tallies.get("t");
        tallies.repository().get(SUM, "t");

        assertThat(transcoder.lasts).isEqualTo(5);
    }

    /** Decodes the last event when none but the one before it is held by anybody. */
    private static final class Watching implements Transcoder {
        static final int LAST = -7;

        private final Transcoder events = new TallyTranscoder();
        private final List<WeakReference<Object>> decoded = new ArrayList<>();
        private int lasts;

        @Override
        public byte[] encode(Object object) {
            return events.encode(object);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            T object = events.decode(bytes, type);
            if (object instanceof Tally.Event.Noted(int number)) {
                if (number == LAST) {
                    decoded.removeLast();
                    while (!Thread.currentThread().isInterrupted()
                            && decoded.stream().anyMatch(each -> each.get() != null)) {
                        System.gc();
                    }
                    decoded.clear();
                    lasts++;
                } else {
                    decoded.add(new WeakReference<>(object));
                }
            }
            return object;
        }
    }

    @Test
    void eightGetsAtOnceLoadItOnceAndSeeWhatWasRecordedMeanwhile() throws Exception {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        Tally tally = Tally.of("t", 1, 2);
        tallies.save(tally);
        tally.note(3);
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        // The first has read all there is, and is slow to go on.
        reads.after(
                selection -> {
                    if (selection.after() == 0) {
                        first.countDown();
                        await(go);
                    }
                });
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Tally>> all = new ArrayList<>();
            Future<Tally> slow = threads.submit(() -> tallies.get("t"));
            first.await();
            tallies.events().put(tally.pendingEvents());
            for (int i = 1; i < 8; i++) {
                all.add(threads.submit(() -> tallies.get("t")));
            }
            go.countDown();
            assertThat(slow.get().numbers()).startsWith(1, 2);
            for (Future<Tally> each : all) {
                assertThat(each.get().numbers()).containsExactly(1, 2, 3);
            }
        }
        assertThat(reads.takeAll()).containsOnlyOnce(0L);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLoadThatFailsIsDoneAnewByWhoeverWaitedForIt() throws Exception {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("t", 1));
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var failing = new AtomicInteger(1);
        reads.before(
                selection -> {
                    if (failing.getAndDecrement() == 1) {
                        first.countDown();
                        await(go);
                        throw new IllegalStateException("the first");
                    }
                });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Tally> one = threads.submit(() -> tallies.get("t"));
            first.await();
            Future<Tally> other = threads.submit(() -> tallies.get("t"));
            go.countDown();

            assertThat(one).failsWithin(Duration.ofSeconds(30));
            assertThat(other.get().numbers()).containsExactly(1);
        }
        assertThat(tallies.get("t").numbers()).containsExactly(1);
    }

    // Two that load each other's while they are applied would wait for ever.
    @Test
    void whoeverLoadsWaitsForNobody() throws Exception {
        Tallies tallies = open("AGGREGATE_CACHE_MAXSIZE", "0");
        tallies.save(Tally.of("a", 1));
        tallies.save(Tally.of("b", 1));
        var both = new CyclicBarrier(2);
        var depth = ThreadLocal.withInitial(() -> 0);
        reads.before(
                selection -> {
                    depth.set(depth.get() + 1);
                    try {
                        if (depth.get() == 1) {
                            both.await();
                            tallies.get(selection.aggregateId().equals("a") ? "b" : "a");
                        }
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    } finally {
                        depth.set(depth.get() - 1);
                    }
                });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Tally> a = threads.submit(() -> tallies.get("a"));
            Future<Tally> b = threads.submit(() -> tallies.get("b"));

            assertThat(a.get().id()).isEqualTo("a");
            assertThat(b.get().id()).isEqualTo("b");
        }
    }

    // CAC-4
    @Test
    void aHundredThreadsNeverSeeLessThanTheySaved() throws Exception {
        for (String skipping : new String[] {"n", "y"}) {
            Tallies tallies =
                    open(
                            "AGGREGATE_CACHE_MAXSIZE",
                            "3",
                            "AGGREGATE_CACHE_FASTFORWARD_SKIPPING",
                            skipping,
                            "RETRY_ATTEMPTS",
                            "1000");
            for (int i = 0; i < 5; i++) {
                tallies.save(Tally.of("t" + i, 0));
            }
            var start = new CyclicBarrier(100);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    int number = i;
                    all.add(threads.submit(() -> savedAndSeen(tallies, start, number)));
                }
                for (Future<Integer> each : all) {
                    assertThat(each.get()).as("seen too little, skipping " + skipping).isZero();
                }
            }
            for (int i = 0; i < 5; i++) {
                assertThat(tallies.get("t" + i).version()).isEqualTo(1 + 20 * 5);
            }
        }
    }

    private static int savedAndSeen(Tallies tallies, CyclicBarrier start, int number)
            throws Exception {
        start.await();
        int tooLittle = 0;
        String id = "t" + number % 5;
        for (int round = 0; round < 5; round++) {
            var executed = tallies.execute(Tally.class, id, tally -> tally.note(number));
            long saved = executed.state().version();
            Tally seen = tallies.get(id);
            if (seen.version() < saved || seen.numbers().size() != seen.version()) {
                tooLittle++;
            }
        }
        return tooLittle;
    }

    @Test
    void withSkippingABusyEntryIsReturnedAsItIs() throws Exception {
        Tallies tallies =
                open("AGGREGATE_CACHE_MAXSIZE", "0", "AGGREGATE_CACHE_FASTFORWARD_SKIPPING", "y");
        tallies.save(Tally.of("t", 1));
        tallies.get("t");
        saveElsewhere(tallies, "t", 2);
        var reading = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        reads.before(
                selection -> {
                    reading.countDown();
                    await(go);
                });
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Tally> busy = threads.submit(() -> tallies.get("t"));
            reading.await();

            assertThat(tallies.get("t").version()).isOne();
            go.countDown();
            assertThat(busy.get().version()).isEqualTo(2);
        }
        assertThat(tallies.get("t").version()).isEqualTo(2);
    }
}
