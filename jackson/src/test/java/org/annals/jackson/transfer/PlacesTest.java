package org.annals.jackson.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** That a log which is moved goes on in its upstream logs where it stopped. */
final class PlacesTest {
    private static final Tracking CATS = Tracking.of("Cattery", 5, new UUID(9, 5)).withEpoch(2);

    private static byte[] file(int events, Tracking... places) throws IOException {
        try (var recorder = Logs.of(events)) {
            Arrays.asList(places).forEach(recorder::track);
            return Logs.exported(recorder);
        }
    }

    @Test
    void placesAreAsTheyWereWhenTheExportBegan() throws IOException {
        try (var recorder = Logs.of(3);
                var copy = MemoryRecorder.open("Kennel")) {
            recorder.track(CATS);
            var out = new ByteArrayOutputStream();
            LogExport.of(recorder)
                    .reporting(
                            position ->
                                    recorder.append(
                                            List.of(Logs.event(4)),
                                            Tracking.of("Cattery", 6).withEpoch(2)))
                    .write(out, 0);
            Logs.imported(out.toByteArray(), copy);
            assertThat(copy.readTrackings()).isEqualTo(new Trackings(3, List.of(CATS)));
        }
    }

    @Test
    void placesOfViewsStayBehindForTheirRowsDo() throws IOException {
        byte[] file = file(3, CATS, Tracking.of(Tracking.ofView("tricks.v1.1:Cattery"), 5));
        try (var copy = MemoryRecorder.open("Kennel")) {
            Logs.imported(file, copy);
            assertThat(copy.readTrackings().trackings()).containsExactly(CATS);
        }
    }

    @Test
    void howFarTagsWereFilledStaysBehindForTheIndexDoes() throws IOException {
        Tracking filling = Tracking.of("filling tags course:student", 3);
        Tracking filled = Tracking.of("filled tags student", 4, new UUID(4, 4));
        byte[] file = file(3, CATS, filling, filled);
        try (var copy = MemoryRecorder.open("Kennel")) {
            // Nobody has followed anything here.
            copy.track(Tracking.of("filled tags student", 1, copy.identity().logId()));
            Logs.imported(file, copy);
            assertThat(copy.readTrackings().withoutFills().trackings()).containsExactly(CATS);
            assertThat(copy.findTracking("filling tags course:student")).isEmpty();

            new Places(copy).move(List.of(filling, filled), 3);
            assertThat(copy.findTracking("filling tags course:student")).isEmpty();
        }
    }

    @Test
    void anImportThatAddsEventsForgetsThatTagsAreFilled() throws IOException {
        try (var copy = MemoryRecorder.open("Kennel")) {
            byte[] first = file(3);
            Logs.imported(first, copy);
            String name = "filled tags student";
            Tracking filled = Tracking.of(name, 4, copy.identity().logId());
            copy.track(filled);

            Logs.imported(first, copy);
            assertThat(copy.findTracking(name)).contains(filled);

            try (var longer = MemoryRecorder.open("Kennel")) {
                Logs.imported(first, longer);
                longer.append(List.of(Logs.event(4)));
                Logs.imported(Logs.exported(longer), copy);
            }
            assertThat(copy.findTracking(name)).contains(Tracking.of(name, 5));
        }
    }

    @Test
    void aCutImportMovesNoneAndTheNextOneDoes() throws IOException {
        byte[] file = file(1_200, CATS);
        try (var copy = MemoryRecorder.open("Kennel")) {
            assertThatExceptionOfType(MalformedLogFileException.class)
                    .isThrownBy(() -> Logs.imported(Arrays.copyOf(file, file.length - 1), copy));
            assertThat(copy.readTrackings().trackings()).isEmpty();

            Logs.imported(file, copy);
            Logs.imported(file, copy);
            assertThat(copy.readTrackings()).isEqualTo(new Trackings(1_200, List.of(CATS)));
        }
    }

    @Test
    void theDivisionOfAnUpstreamIsMovedToo() throws IOException {
        var division = new Tracking("Cattery", 1, new UUID(9, 8), Long.MAX_VALUE);
        Tracking partition = Tracking.of("Cattery#1/8", 5, new UUID(9, 5)).withEpoch(2);
        byte[] file = file(3, division, partition);
        try (var copy = MemoryRecorder.open("Kennel")) {
            Logs.imported(file, copy);
            Logs.imported(file, copy);
            assertThat(copy.readTrackings())
                    .isEqualTo(new Trackings(3, List.of(division, partition)));
        }
    }

    @Test
    void aLogThatHasGoneOnKeepsItsPlace() throws IOException {
        byte[] file = file(3, CATS);
        try (var copy = MemoryRecorder.open("Kennel")) {
            Logs.imported(file, copy);
            Tracking later = Tracking.of("Cattery", 9).withEpoch(2);
            copy.append(List.of(Logs.event(4)), later);
            Logs.imported(file, copy);
            assertThat(copy.readTrackings()).isEqualTo(new Trackings(4, List.of(later)));
        }
    }

    @Test
    void anotherHistoryOfAnUpstreamIsRefused() throws IOException {
        for (Tracking other :
                List.of(
                        Tracking.of("Cattery", 5, new UUID(9, 6)).withEpoch(2),
                        CATS.withEpoch(1),
                        Tracking.of("Cattery", 4).withEpoch(3))) {
            try (var recorder = Logs.of(3);
                    var copy = MemoryRecorder.open("Kennel")) {
                Logs.imported(Logs.exported(recorder), copy);
                copy.track(other);
                recorder.track(CATS);
                byte[] file = Logs.exported(recorder);
                assertThatExceptionOfType(ImportConflictException.class)
                        .isThrownBy(() -> Logs.imported(file, copy))
                        .withMessageContaining("'Cattery'")
                        .satisfies(refused -> assertThat(refused.position()).isEqualTo(4));
                assertThat(copy.findTracking("Cattery")).contains(other);
            }
        }
    }

    @Test
    void aLogThatHasFollowedSomebodyDoesNotBecomeAnother() throws IOException {
        byte[] file = file(3, CATS);
        try (var used = MemoryRecorder.open("Kennel")) {
            UUID logId = used.identity().logId();
            used.track(Tracking.of("Cattery", 2));
            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> Logs.imported(file, used))
                    .withMessageContaining("followed 'Cattery' to position 2");
            assertThat(used.head()).isZero();
            assertThat(used.identity().logId()).isEqualTo(logId);
        }
    }

    @Test
    void aLogWithoutEventsMayBeImportedAgain() throws IOException {
        byte[] file = file(0, CATS);
        try (var copy = MemoryRecorder.open("Kennel")) {
            Logs.imported(file, copy);
            Logs.imported(file, copy);
            assertThat(copy.readTrackings()).isEqualTo(new Trackings(0, List.of(CATS)));
        }
    }

    @Test
    void placesAreBounded() throws IOException {
        try (var recorder = Logs.of(0);
                var copy = MemoryRecorder.open("Kennel")) {
            for (int i = 0; i < LogFile.MOST_PLACES; i++) {
                recorder.track(Tracking.of("up" + i, 1));
            }
            assertThat(
                            LogImport.into(copy)
                                    .read(new ByteArrayInputStream(Logs.exported(recorder)))
                                    .upstreams())
                    .isEqualTo(LogFile.MOST_PLACES);
            recorder.track(Tracking.of("one more", 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Logs.exported(recorder))
                    .withMessageContaining("10001 others");
        }
    }
}
