package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What all contracts have in common: a fixture for each test, and words for what is seen. */
abstract class RecorderContract {
    private static final long APPENDS = 200;

    /** Where the events of a test come from. */
    protected final SampleEvents events = new SampleEvents();

    private @Nullable RecorderFixture fixture;

    /** Opens a store that is fresh and empty. Called for every test, and closed after it. */
    protected abstract RecorderFixture openFixture() throws Exception;

    /** Returns within which time whatever a contract waits for must have happened. */
    protected Duration deadline() {
        return Duration.ofSeconds(30);
    }

    @BeforeEach
    final void openStore() throws Exception {
        fixture = openFixture();
    }

    @AfterEach
    final void closeStore() {
        if (fixture != null) {
            fixture.close();
        }
    }

    /** Returns the fixture of the running test. */
    protected final RecorderFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("No test is running.");
        }
        return fixture;
    }

    /** Returns the recorder that is open. */
    protected final Recorder recorder() {
        return fixture().recorder();
    }

    final AppendReceipt append(StoredEvent... given) {
        return recorder().append(Arrays.asList(given));
    }

    final List<StoredEvent> aggregate(String aggregateId) {
        return aggregate(AggregateSelection.of(aggregateId));
    }

    final List<StoredEvent> aggregate(AggregateSelection selection) {
        return recorder().readAggregate(selection).toList();
    }

    final List<Long> versions(AggregateSelection selection) {
        return aggregate(selection).stream().map(RecorderContract::version).toList();
    }

    /** Returns the positions of one page. */
    final List<Long> positions(LogSelection selection) {
        return recorder().readLog(selection).notifications().stream()
                .map(Notification::position)
                .toList();
    }

    final List<Long> positions(Query query) {
        return positions(LogSelection.all().matching(query));
    }

    /** Demands that the log holds these events and nothing else, at positions 1, 2, 3 and so on. */
    final void assertLog(StoredEvent... expected) {
        assertLog(Arrays.asList(expected));
    }

    final void assertLog(List<StoredEvent> expected) {
        assertLog(recorder(), expected);
    }

    static void assertLog(Recorder recorder, List<StoredEvent> expected) {
        var found = FollowedPages.notifications(recorder, LogSelection.all());
        assertEquals(expected, found.stream().map(Notification::storedEvent).toList());
        assertEquals(upTo(expected.size()), found.stream().map(Notification::position).toList());
        assertEquals(expected.size(), recorder.head());
    }

    /**
     * Demands that no reader sees one part of an append without the others.
     *
     * @param append appends one event and whatever belongs to it, under the next number
     * @param parts of an append: each returns the number of the last one that is seen of it
     */
    final void assertSeenTogether(LongFunction<AppendReceipt> append, LongSupplier... parts)
            throws Exception {
        Race.ofPlatformThreads(1 + parts.length, deadline())
                .run(
                        (lane, barrier) -> {
                            for (long number = 1; number <= APPENDS; number++) {
                                barrier.await();
                                if (lane == 0) {
                                    assertEquals(number, append.apply(number).last());
                                } else {
                                    follow(number, parts[lane - 1], parts[lane % parts.length]);
                                }
                            }
                            return lane;
                        });
    }

    private static void follow(long number, LongSupplier part, LongSupplier other)
            throws InterruptedException {
        long seen = 0;
        while (seen < number) {
            seen = part.getAsLong();
            long together = other.getAsLong();
            assertTrue(together >= seen, seen + " was seen of one part, then " + together);
            Race.letOthersRun();
        }
    }

    /** Returns 1, 2, 3 and so on up to a number. */
    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    static long version(StoredEvent event) {
        var origin = event.origin();
        if (origin == null) {
            throw new AssertionError("An event of an aggregate has come back without its origin.");
        }
        return origin.version();
    }

    static Query tagged(String... tags) {
        return Query.ofTags(Arrays.stream(tags).map(EventTag::parse).toArray(EventTag[]::new));
    }
}
