package org.annals.examples.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.LoadPolicy;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.Evolved;
import org.annals.encryption.EncryptionKey;
import org.annals.examples.RecorderKind;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** That one log gives one state, however it is packed, cached, shortened and opened again. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class RandomHistoryTest {
    private static final int OPENINGS = 5;
    private static final int STEPS = 120;
    private static final List<String> IDS = List.of("a", "b", "c", "d");

    private final RecorderKind recorder;
    private final long seed = Long.getLong("annals.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<EncryptionKey> keys = new ArrayList<>();
    private final List<Notice> failures = new CopyOnWriteArrayList<>();
    // What is true: the lines of each diary, of which the first event writes none.
    private final Map<String, List<String>> lines = new HashMap<>();
    // What each diary must have come to for whoever asks this application, and no others.
    private final Map<String, Long> savedHere = new HashMap<>();
    private boolean hasStates;

    RandomHistoryTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @Test
    void oneLogGivesOneState(@TempDir Path folder) {
        for (int opening = 0; opening < OPENINGS; opening++) {
            if (recorder == RecorderKind.MEMORY) {
                lines.clear();
            }
            savedHere.clear();
            Settings settings = packed(cached(recorder.in(folder)));
            try (var diaries = opened(settings.using(NoticeListener.class, this::heard))) {
                for (int step = 0; step < STEPS; step++) {
                    String where = "seed %d, opening %d, step %d".formatted(seed, opening, step);
                    step(diaries, pick(IDS), where);
                }
                String where = "seed %d, end of opening %d".formatted(seed, opening);
                IDS.forEach(id -> assertIsReplayed(diaries, id, where));
            }
            assertThat(failures).as("seed %d, opening %d", seed, opening).isEmpty();
        }
    }

    private void heard(Notice notice) {
        if (!(notice instanceof Notice.Started)) {
            failures.add(notice);
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Settings cached(Settings settings) {
        return random.nextInt(4) == 0
                ? settings
                : settings.with("AGGREGATE_CACHE_MAXSIZE", pick(List.of("0", "1", "3")))
                        .with("AGGREGATE_CACHE_FASTFORWARD", pick(List.of("y", "n")))
                        .with("AGGREGATE_CACHE_FASTFORWARD_SKIPPING", pick(List.of("y", "n")));
    }

    /** Compressed or not, and from the second time on encrypted with another key each time. */
    private Settings packed(Settings settings) {
        Settings next = random.nextBoolean() ? settings.with("COMPRESSOR", "zlib") : settings;
        if (!keys.isEmpty()) {
            next =
                    next.with("CIPHER_KEY", keys.getLast().toText())
                            .with(
                                    "CIPHER_OLD_KEYS",
                                    keys.stream()
                                            .limit(keys.size() - 1)
                                            .map(EncryptionKey::toText)
                                            .collect(Collectors.joining(",")));
        }
        keys.add(EncryptionKey.generate("k" + keys.size()));
        return next;
    }

    private Diaries opened(Settings settings) {
        Snapshotting sizes = varied(Snapshotting.of(Diary.Size.class, Diary.SIZE, policy()));
        hasStates = random.nextInt(3) > 0;
        return hasStates
                ? new Diaries(
                        settings, Diary.TYPE, varied(Snapshotting.of(Diary.TYPE, policy())), sizes)
                : new Diaries(settings, Diary.STATELESS, sizes);
    }

    private SnapshotPolicy policy() {
        return pick(
                List.of(
                        SnapshotPolicy.never(),
                        SnapshotPolicy.every(1),
                        SnapshotPolicy.every(3),
                        SnapshotPolicy.every(20),
                        SnapshotPolicy.costing(Duration.ofNanos(1))));
    }

    private Snapshotting varied(Snapshotting snapshotting) {
        Snapshotting kept =
                random.nextBoolean() ? snapshotting : snapshotting.keeping(1 + random.nextInt(3));
        return random.nextBoolean() ? kept : kept.inline();
    }

    private void step(Diaries diaries, String id, String where) {
        if (!lines.containsKey(id)) {
            assertThat(diaries.repository().find(Diary.class, id, newEnough())).as(where).isEmpty();
            diaries.save(Diary.begin(id));
            lines.put(id, new ArrayList<>());
            savedHere.put(id, 1L);
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> write(diaries, id, where);
            case 2 -> writeFunctionally(diaries, id);
            case 3 -> writeElsewhere(diaries, id);
            case 4, 5 -> assertIs(diaries.repository().get(Diary.class, id), id, where);
            case 6 -> assertIs(diaries.repository().get(Diary.class, id, newEnough()), id, where);
            case 7 -> {
                long version = 1L + random.nextInt(lines.get(id).size() + 3);
                Diary diary = diaries.repository().get(Diary.class, id, version);
                assertThat(diary.version()).as(where).isEqualTo(Math.min(version, latest(id)));
                assertIs(diary, id, 1, where);
            }
            case 8 -> assertIs(diaries.repository().get(Diary.SIZE, id, newEnough()), id, where);
            default -> takeSnapshots(diaries, id);
        }
    }

    private LoadPolicy newEnough() {
        return pick(
                List.of(
                        LoadPolicy.current(),
                        LoadPolicy.cached(),
                        LoadPolicy.staleBy(Duration.ofMillis(random.nextInt(20)))));
    }

    private long latest(String id) {
        return 1L + lines.get(id).size();
    }

    private List<String> newLines() {
        return random.ints(1 + random.nextInt(3), 0, 1_000).mapToObj(n -> "line " + n).toList();
    }

    private void write(Diaries diaries, String id, String where) {
        Diary diary = diaries.repository().get(Diary.class, id, newEnough());
        boolean isOld = diary.version() < latest(id);
        List<String> more = newLines();
        more.forEach(diary::write);
        if (isOld) {
            assertThatExceptionOfType(VersionConflictException.class)
                    .as(where)
                    .isThrownBy(() -> diaries.save(diary));
            savedHere.put(id, latest(id));
            assertIs(diaries.repository().get(Diary.class, id, LoadPolicy.cached()), id, where);
        } else {
            diaries.save(diary);
            saved(id, more);
        }
        // A careless caller's business, and nobody else's.
        diary.tearOut();
    }

    private void saved(String id, List<String> more) {
        lines.get(id).addAll(more);
        savedHere.put(id, latest(id));
    }

    private void writeFunctionally(Diaries diaries, String id) {
        List<String> more = newLines();
        Evolved<Diary.Size, Diary.Event> size =
                diaries.repository().get(Diary.SIZE, id, LoadPolicy.current());
        diaries.save(size.triggerAll(more.stream().map(Diary.Event.Written::new).toList()));
        saved(id, more);
    }

    /** Writes as another process would. */
    private void writeElsewhere(Diaries diaries, String id) {
        Diary diary = diaries.repository().get(Diary.class, id, latest(id));
        List<String> more = newLines();
        more.forEach(diary::write);
        diaries.events().put(diary.pendingEvents());
        lines.get(id).addAll(more);
    }

    private void takeSnapshots(Diaries diaries, String id) {
        if (random.nextInt(5) == 0) {
            diaries.events().recorder().deleteAllSnapshots();
        }
        if (hasStates) {
            long version = 1L + random.nextInt(lines.get(id).size() + 3);
            diaries.repository().takeSnapshot(Diary.class, id, version);
        }
        diaries.repository().takeSnapshot(Diary.SIZE, id);
    }

    private void assertIs(Diary diary, String id, String where) {
        assertIs(diary, id, savedHere.getOrDefault(id, 1L), where);
    }

    private void assertIs(Diary diary, String id, long atLeast, String where) {
        assertThat(diary.version()).as(where).isBetween(atLeast, latest(id));
        assertThat(diary.lines())
                .as(where)
                .isEqualTo(lines.get(id).subList(0, (int) diary.version() - 1));
        assertThat(diary.id()).as(where).isEqualTo(id);
    }

    private void assertIs(Evolved<Diary.Size, Diary.Event> size, String id, String where) {
        assertThat(size.version()).as(where).isBetween(savedHere.getOrDefault(id, 1L), latest(id));
        List<String> seen = lines.get(id).subList(0, (int) size.version() - 1);
        assertThat(size.state())
                .as(where)
                .isEqualTo(
                        new Diary.Size(seen.size(), seen.stream().mapToInt(String::length).sum()));
    }

    private void assertIsReplayed(Diaries diaries, String id, String where) {
        Diary now = diaries.repository().get(Diary.class, id, LoadPolicy.current());
        assertThat(now.version()).as(where).isEqualTo(latest(id));
        for (long version = 1; version <= latest(id); version++) {
            Diary diary = diaries.repository().get(Diary.class, id, version);
            try (var events = diaries.events().get(AggregateSelection.of(id).upTo(version))) {
                Diary replayed = Diary.TYPE.fold(events.toList());
                assertThat(diary.version()).as(where).isEqualTo(version);
                assertThat(diary.state()).as(where).isEqualTo(replayed.state());
                assertThat(diary.modifiedOn()).as(where).isEqualTo(replayed.modifiedOn());
                assertThat(diary.createdOn()).as(where).isEqualTo(replayed.createdOn());
            }
            assertIs(diary, id, version, where);
        }
    }
}
