package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What keeping snapshots beside the log means. */
public abstract class SnapshotContract extends RecorderContract {
    private static final String DOG = "dog-7";
    private static final String STATE = "Dog.State";
    private static final int RACERS = 8;
    private static final int ROUNDS = 25;

    private final AtomicLong made = new AtomicLong();

    /** For tenants. */
    protected SnapshotContract() {}

    private StoredSnapshot snapshot(
            String subject, String type, int stateVersion, long version, byte... data) {
        return new StoredSnapshot(
                SampleEvents.id(made.incrementAndGet()),
                subject,
                type,
                stateVersion,
                version,
                Bytes.copyOf(data));
    }

    /** Returns a snapshot unlike any other. */
    private StoredSnapshot snapshot(String subject, String type, int stateVersion, long version) {
        byte distinct = (byte) (made.get() + 1);
        return snapshot(subject, type, stateVersion, version, distinct, (byte) version);
    }

    private StoredSnapshot put(String subject, String type, int stateVersion, long version) {
        StoredSnapshot snapshot = snapshot(subject, type, stateVersion, version);
        recorder().putSnapshot(snapshot);
        return snapshot;
    }

    private StoredSnapshot put(long version) {
        return put(DOG, STATE, 1, version);
    }

    private Optional<StoredSnapshot> find(long upTo) {
        return recorder().findSnapshot(DOG, STATE, 1, upTo);
    }

    private Optional<StoredSnapshot> newest(String subject, String type, int stateVersion) {
        return recorder().findSnapshot(subject, type, stateVersion, Long.MAX_VALUE);
    }

    private List<Long> snapshotVersions() {
        return recorder().snapshotVersions(DOG, STATE);
    }

    @Test
    void theNewestIsFoundWithAllThatItHolds() {
        put(5);
        StoredSnapshot newest = put(10);
        put(7);
        assertEquals(Optional.of(newest), find(Long.MAX_VALUE));
    }

    @Test
    void whatIsAboveTheVersionAskedForIsNotFound() {
        StoredSnapshot five = put(5);
        StoredSnapshot ten = put(10);
        assertEquals(Optional.of(ten), find(11));
        assertEquals(Optional.of(five), find(9));
        assertEquals(Optional.of(five), find(6));
        assertEquals(Optional.empty(), find(4));
        assertEquals(Optional.empty(), find(0));
    }

    @Test
    void theVersionAskedForIsFoundItself() {
        StoredSnapshot five = put(5);
        StoredSnapshot ten = put(10);
        assertEquals(Optional.of(five), find(5));
        assertEquals(Optional.of(ten), find(10));
    }

    @Test
    void whatIsOfAnotherStateVersionIsNotFound() {
        StoredSnapshot first = put(DOG, STATE, 1, 5);
        StoredSnapshot third = put(DOG, STATE, 3, 10);
        assertEquals(Optional.of(first), newest(DOG, STATE, 1));
        assertEquals(Optional.empty(), newest(DOG, STATE, 2));
        assertEquals(Optional.of(third), newest(DOG, STATE, 3));
    }

    @Test
    void eachTypeHasSnapshotsOfItsOwn() {
        StoredSnapshot state = put(DOG, STATE, 1, 5);
        StoredSnapshot other = put(DOG, "Dog.Tricks", 1, 5);
        StoredSnapshot newer = put(DOG, "Dog.Tricks", 1, 10);
        assertEquals(Optional.of(state), newest(DOG, STATE, 1));
        assertEquals(Optional.of(newer), newest(DOG, "Dog.Tricks", 1));
        assertEquals(Optional.of(other), recorder().findSnapshot(DOG, "Dog.Tricks", 1, 9));
        assertEquals(List.of(5L), snapshotVersions());
        assertEquals(List.of(10L, 5L), recorder().snapshotVersions(DOG, "Dog.Tricks"));
    }

    @Test
    void eachSubjectHasSnapshotsOfItsOwn() {
        StoredSnapshot dog = put(DOG, STATE, 1, 5);
        StoredSnapshot other = put("dog-8", STATE, 1, 10);
        assertEquals(Optional.of(dog), newest(DOG, STATE, 1));
        assertEquals(Optional.of(other), newest("dog-8", STATE, 1));
        assertEquals(List.of(5L), snapshotVersions());
        assertEquals(List.of(10L), recorder().snapshotVersions("dog-8", STATE));
        assertEquals(List.of(), recorder().snapshotVersions("dog-9", STATE));
    }

    @Test
    void oneThatIsThereStaysAsItIs() {
        StoredSnapshot first = put(5);
        recorder().putSnapshot(first);
        put(5);
        assertEquals(Optional.of(first), find(5));
        assertEquals(List.of(5L), snapshotVersions());
    }

    @Test
    void oneOfAnotherStateVersionTakesThePlace() {
        put(DOG, STATE, 1, 5);
        StoredSnapshot second = put(DOG, STATE, 2, 5);
        assertEquals(Optional.of(second), newest(DOG, STATE, 2));
        assertEquals(Optional.empty(), newest(DOG, STATE, 1));
        assertEquals(List.of(5L), snapshotVersions());
        StoredSnapshot first = put(DOG, STATE, 1, 5);
        assertEquals(Optional.of(first), newest(DOG, STATE, 1));
        assertEquals(Optional.empty(), newest(DOG, STATE, 2));
    }

    @Test
    void versionsAreListedNewestFirst() {
        put(7);
        put(DOG, STATE, 2, 12);
        put(1);
        put(100);
        assertEquals(List.of(100L, 12L, 7L, 1L), snapshotVersions());
    }

    @Test
    void theNewestAreKeptWhenOthersArePruned() {
        for (long version : new long[] {3, 12, 9, 6, 15}) {
            put(version);
        }
        assertEquals(3, recorder().pruneSnapshots(DOG, STATE, 2));
        assertEquals(List.of(15L, 12L), snapshotVersions());
        assertEquals(Optional.empty(), find(11));
        assertEquals(1, recorder().pruneSnapshots(DOG, STATE, 1));
        assertEquals(List.of(15L), snapshotVersions());
        assertTrue(find(15).isPresent());
    }

    @Test
    void noMoreArePrunedThanThereAre() {
        put(3);
        put(6);
        assertEquals(0, recorder().pruneSnapshots(DOG, STATE, 3));
        assertEquals(0, recorder().pruneSnapshots(DOG, STATE, 2));
        assertEquals(0, recorder().pruneSnapshots(DOG, STATE, Integer.MAX_VALUE));
        assertEquals(List.of(6L, 3L), snapshotVersions());
    }

    @Test
    void toKeepNoneDeletesThemAll() {
        put(3);
        put(DOG, STATE, 2, 6);
        assertEquals(2, recorder().pruneSnapshots(DOG, STATE, 0));
        assertEquals(List.of(), snapshotVersions());
        assertEquals(0, recorder().pruneSnapshots(DOG, STATE, 0));
    }

    @Test
    void pruningLeavesOtherSubjectsAndTypes() {
        put(3);
        put(6);
        put("dog-8", STATE, 1, 3);
        put("dog-8", STATE, 1, 6);
        put(DOG, "Dog.Tricks", 1, 3);
        put(DOG, "Dog.Tricks", 1, 6);
        assertEquals(1, recorder().pruneSnapshots(DOG, STATE, 1));
        assertEquals(List.of(6L), snapshotVersions());
        assertEquals(List.of(6L, 3L), recorder().snapshotVersions("dog-8", STATE));
        assertEquals(List.of(6L, 3L), recorder().snapshotVersions(DOG, "Dog.Tricks"));
    }

    @Test
    void manyArePruned() {
        for (long version = 1; version <= 350; version++) {
            put(version);
        }
        assertEquals(347, recorder().pruneSnapshots(DOG, STATE, 3));
        assertEquals(List.of(350L, 349L, 348L), snapshotVersions());
    }

    @Test
    void allOfTheLogAreDeleted() {
        append(events.change(DOG, 1));
        put(3);
        put(DOG, "Dog.Tricks", 1, 6);
        put("dog-8", STATE, 2, 9);
        assertEquals(3, recorder().deleteAllSnapshots());
        assertEquals(List.of(), snapshotVersions());
        assertEquals(List.of(), recorder().snapshotVersions(DOG, "Dog.Tricks"));
        assertEquals(Optional.empty(), newest("dog-8", STATE, 2));
        assertEquals(0, recorder().deleteAllSnapshots());
        assertEquals(1, recorder().head());
    }

    @Test
    void manyAreDeleted() {
        for (int subject = 0; subject < 350; subject++) {
            put("dog-" + subject, STATE, 1, 1);
        }
        assertEquals(350, recorder().deleteAllSnapshots());
        assertEquals(Optional.empty(), newest("dog-349", STATE, 1));
    }

    @Test
    void whatWasDeletedMayBePutAgain() {
        StoredSnapshot first = put(5);
        assertEquals(1, recorder().pruneSnapshots(DOG, STATE, 0));
        StoredSnapshot again = put(5);
        assertEquals(Optional.of(again), find(5));
        assertEquals(1, recorder().deleteAllSnapshots());
        recorder().putSnapshot(first);
        assertEquals(Optional.of(first), find(5));
    }

    @Test
    void bytesOfEveryValueAreKept() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        StoredSnapshot full = snapshot(DOG, STATE, 1, 5, every);
        StoredSnapshot empty = snapshot(DOG, STATE, 1, 6, new byte[0]);
        recorder().putSnapshot(full);
        recorder().putSnapshot(empty);
        assertEquals(Optional.of(full), find(5));
        assertEquals(Optional.of(empty), find(6));
    }

    @Test
    void subjectsAreExact() {
        List<String> texts = TextCorpus.texts();
        texts.forEach(text -> put(text, STATE, 1, 1 + texts.indexOf(text)));
        for (String text : texts) {
            assertEquals(
                    List.of(1L + texts.indexOf(text)),
                    recorder().snapshotVersions(text, STATE),
                    () -> TextCorpus.named(text));
            assertEquals(Optional.of(text), newest(text, STATE, 1).map(StoredSnapshot::subject));
        }
    }

    @Test
    void typesAreExact() {
        List<String> texts = TextCorpus.texts();
        texts.forEach(text -> put(DOG, text, 1, 1 + texts.indexOf(text)));
        for (String text : texts) {
            assertEquals(
                    List.of(1L + texts.indexOf(text)),
                    recorder().snapshotVersions(DOG, text),
                    () -> TextCorpus.named(text));
            assertEquals(Optional.of(text), newest(DOG, text, 1).map(StoredSnapshot::type));
        }
    }

    @Test
    void theLongestSubjectIsKept() {
        String longest = "\u00df".repeat(StoredSnapshot.SUBJECT_MAX_BYTES / 2);
        String type = "t".repeat(Limits.defaults().textBytes());
        StoredSnapshot snapshot = put(longest, type, 1, 5);
        assertEquals(Optional.of(snapshot), newest(longest, type, 1));
        assertRefused(longest.length() * 2 + 1, () -> newest(longest + "s", type, 1));
    }

    @Test
    void versionsMayBeBeyondAnInt() {
        StoredSnapshot large = put(DOG, STATE, Integer.MAX_VALUE, 1L << 40);
        StoredSnapshot largest = put(DOG, STATE, Integer.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(Optional.of(largest), newest(DOG, STATE, Integer.MAX_VALUE));
        assertEquals(
                Optional.of(large),
                recorder().findSnapshot(DOG, STATE, Integer.MAX_VALUE, Long.MAX_VALUE - 1));
        assertEquals(List.of(Long.MAX_VALUE, 1L << 40), snapshotVersions());
    }

    @Test
    void dataMayBeAsLargeAsTheLimit() {
        int limit = Limits.defaults().snapshotBytes();
        for (int size : new int[] {limit - 1, limit}) {
            byte[] data = new byte[size];
            Arrays.fill(data, (byte) 0xa5);
            StoredSnapshot snapshot = snapshot(DOG, STATE, 1, size, data);
            recorder().putSnapshot(snapshot);
            assertEquals(Optional.of(snapshot), find(size));
        }
        StoredSnapshot beyond = snapshot(DOG, STATE, 1, limit + 1L, new byte[limit + 1]);
        String message = assertRefused(limit + 1, () -> recorder().putSnapshot(beyond));
        assertTrue(message.contains("'snapshotBytes'"), message);
        assertTrue(message.contains(Integer.toString(limit)), message);
        assertEquals(List.of((long) limit, limit - 1L), snapshotVersions());
    }

    @Test
    void aTypeBeyondTheLimitIsRefused() {
        int limit = Limits.defaults().textBytes();
        String beyond = "t".repeat(limit + 1);
        List<Executable> calls =
                List.of(
                        () -> put(DOG, beyond, 1, 5),
                        () -> newest(DOG, beyond, 1),
                        () -> recorder().snapshotVersions(DOG, beyond),
                        () -> recorder().pruneSnapshots(DOG, beyond, 1));
        for (Executable call : calls) {
            String message = assertRefused(limit + 1, call);
            assertTrue(message.contains("'textBytes'"), message);
        }
    }

    @Test
    void whatNoSnapshotCanHaveCannotBeAskedFor() {
        for (String text : new String[] {"", " ", "a\0b", "\ud83d", "\ude00a"}) {
            assertRefused(() -> newest(text, STATE, 1));
            assertRefused(() -> newest(DOG, text, 1));
            assertRefused(() -> recorder().snapshotVersions(text, STATE));
            assertRefused(() -> recorder().snapshotVersions(DOG, text));
            assertRefused(() -> recorder().pruneSnapshots(text, STATE, 1));
            assertRefused(() -> recorder().pruneSnapshots(DOG, text, 1));
        }
        assertRefused(0, () -> newest(DOG, STATE, 0));
        assertRefused(-1, () -> find(-1));
        assertRefused(-2, () -> recorder().pruneSnapshots(DOG, STATE, -2));
    }

    private static String assertRefused(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static String assertRefused(long value, Executable call) {
        String message = assertRefused(call);
        assertTrue(message.contains(Long.toString(value)), message);
        return message;
    }

    @Test
    void snapshotsAreNoPartOfTheLog() {
        StoredEvent first = events.change(DOG, 1);
        append(first);
        put(1);
        StoredEvent second = events.change(DOG, 2);
        assertEquals(2, append(second).first());
        assertLog(first, second);
        assertEquals(List.of(first, second), aggregate(DOG));
        assertEquals(List.of(1L), snapshotVersions());
    }

    @Test
    void workOfAnAppendMayNotWriteThem() {
        StoredSnapshot before = put(5);
        StoredSnapshot snapshot = snapshot(DOG, STATE, 1, 6);
        List<Executable> calls =
                List.of(
                        () -> recorder().putSnapshot(snapshot),
                        () -> recorder().pruneSnapshots(DOG, STATE, 0),
                        () -> recorder().deleteAllSnapshots());
        for (Executable call : calls) {
            AppendRequest request =
                    AppendRequest.of(List.of(events.fact("Noticed")))
                            .withWork(
                                    transaction -> assertThrows(IllegalStateException.class, call));
            recorder().append(request);
        }
        assertEquals(calls.size(), recorder().head());
        assertEquals(Optional.of(before), find(6));
    }

    @Test
    void ofManyThatPutTheSameOneIsKept() throws Exception {
        Race.ofPlatformThreads(RACERS, deadline())
                .run(
                        (lane, barrier) -> {
                            for (int round = 1; round <= ROUNDS; round++) {
                                barrier.await();
                                put(round);
                                Optional<StoredSnapshot> seen = find(round);
                                assertEquals(
                                        Optional.of((long) round),
                                        seen.map(each -> each.version()));
                                barrier.await();
                                assertEquals(seen, find(round));
                            }
                            return lane;
                        });
        assertEquals(ROUNDS, snapshotVersions().size());
    }

    @Test
    void manyThreadsKeepWhatEachHasPut() throws Exception {
        Race.ofVirtualThreads(RACERS, deadline())
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            for (int round = 0; round < ROUNDS; round++) {
                                StoredSnapshot mine = put(1L + lane + (long) round * RACERS);
                                assertEquals(Optional.of(mine), find(mine.version()));
                            }
                            return lane;
                        });
        assertEquals(
                new HashSet<>(upTo((long) RACERS * ROUNDS)), new HashSet<>(snapshotVersions()));
        assertEquals(RACERS * ROUNDS, snapshotVersions().size());
    }

    @Test
    void whatIsDeletedAtTheSameTimeIsCountedOnce() throws Exception {
        List<Long> deleted =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    long mine = 0;
                                    barrier.await();
                                    for (int round = 1; round <= ROUNDS; round++) {
                                        put(1L + lane + (long) round * RACERS);
                                        mine += recorder().pruneSnapshots(DOG, STATE, 2);
                                    }
                                    barrier.await();
                                    return mine + recorder().deleteAllSnapshots();
                                });
        assertEquals((long) RACERS * ROUNDS, deleted.stream().mapToLong(Long::longValue).sum());
        assertEquals(List.of(), snapshotVersions());
    }

    @Test
    void appendsGoOnBesideThem() throws Exception {
        Race.ofPlatformThreads(4, deadline())
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            for (int round = 1; round <= ROUNDS; round++) {
                                if (lane % 2 == 0) {
                                    append(events.change("dog-" + lane, round));
                                } else {
                                    put("dog-" + lane, STATE, 1, round);
                                }
                            }
                            return lane;
                        });
        assertEquals(2 * ROUNDS, recorder().head());
        assertEquals(ROUNDS, recorder().snapshotVersions("dog-1", STATE).size());
        assertEquals(ROUNDS, recorder().snapshotVersions("dog-3", STATE).size());
    }

    @Test
    void anInterruptedThreadPutsAllOrNothingAndKeepsItsFlag() {
        StoredSnapshot before = put(5);
        StoredSnapshot snapshot = snapshot(DOG, STATE, 1, 6);
        boolean written = true;
        Thread.currentThread().interrupt();
        try {
            recorder().putSnapshot(snapshot);
        } catch (RecorderUnavailableException refused) {
            written = false;
        }
        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(written ? snapshot : before), find(6));
    }

    @Test
    void theyAreKeptWhereTheLogIs() {
        StoredSnapshot snapshot = put(5);
        assertEquals(Optional.of(snapshot), find(5));
        fixture().reopen();
        assertEquals(fixture().isDurable() ? Optional.of(snapshot) : Optional.empty(), find(5));
        StoredSnapshot next = put(6);
        assertEquals(Optional.of(next), find(6));
    }

    @Test
    void bothOpeningsOfAStoreSeeThem() {
        Recorder second = fixture().openSecond();
        StoredSnapshot snapshot = put(5);
        boolean isShared = fixture().isShared();
        assertEquals(
                isShared ? Optional.of(snapshot) : Optional.empty(),
                second.findSnapshot(DOG, STATE, 1, 5));
        second.putSnapshot(snapshot(DOG, STATE, 1, 6));
        assertEquals(isShared ? List.of(6L, 5L) : List.of(5L), snapshotVersions());
        assertEquals(isShared ? 2 : 1, second.deleteAllSnapshots());
        assertEquals(isShared ? List.of() : List.of(5L), snapshotVersions());
    }

    @Test
    void theyArePutThroughBothOpeningsAtTheSameTime() throws Exception {
        List<Recorder> both = List.of(recorder(), fixture().openSecond());
        Race.ofPlatformThreads(RACERS, deadline())
                .run(
                        (lane, barrier) -> {
                            Recorder mine = both.get(lane % 2);
                            for (int round = 1; round <= ROUNDS; round++) {
                                barrier.await();
                                mine.putSnapshot(snapshot(DOG, STATE, 1, round));
                                assertFalse(mine.findSnapshot(DOG, STATE, 1, round).isEmpty());
                            }
                            return lane;
                        });
        for (Recorder each : both) {
            assertEquals(ROUNDS, each.snapshotVersions(DOG, STATE).size());
        }
    }

    @Test
    void everyCallAfterClosingSaysThatItIsClosed() {
        StoredSnapshot snapshot = put(5);
        Recorder closed = recorder();
        closed.close();
        Map<String, Executable> calls =
                Map.of(
                        "put", () -> closed.putSnapshot(snapshot),
                        "find", () -> closed.findSnapshot(DOG, STATE, 1, 5),
                        "versions", () -> closed.snapshotVersions(DOG, STATE),
                        "prune", () -> closed.pruneSnapshots(DOG, STATE, 0),
                        "deleteAll", closed::deleteAllSnapshots);
        calls.forEach((name, call) -> assertThrows(RecorderClosedException.class, call, name));
        fixture().reopen();
        assertEquals(fixture().isDurable() ? List.of(5L) : List.of(), snapshotVersions());
    }
}
