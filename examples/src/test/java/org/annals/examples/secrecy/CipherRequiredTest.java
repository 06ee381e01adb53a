package org.annals.examples.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.Snapshot;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.examples.RecorderKind;
import org.annals.examples.repository.Diary;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.NotEncryptedException;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.UnreadableEventException;
import org.annals.persistence.UnreadableSnapshotException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where nothing but encrypted data is to be read, a plain row is refused, whatever it is. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CipherRequiredTest {
    private static final Diary.State FORGED =
            new Diary.State(new UUID(6, 6), Instant.EPOCH, List.of("forged"), Optional.empty());

    private final List<Notice> notices = new ArrayList<>();
    private final Settings settings;

    CipherRequiredTest(RecorderKind recorder, @TempDir Path folder) {
        this.settings =
                recorder.in(folder)
                        .using(SubjectKeys.class, SubjectKeys.inMemory())
                        .using(NoticeListener.class, notices::add)
                        .with("CIPHER_KEY", EncryptionKey.generate("2026").toText())
                        .with("CIPHER_REQUIRED", "y");
    }

    /** Returns the same log, as somebody has it who writes to the database without a key. */
    private static EventStore withoutKey(Logbooks logbooks) {
        var types = EventTypes.of(Diary.Event.class);
        return new EventStore(
                new Mapper(types, JsonTranscoder.create()), logbooks.events().recorder());
    }

    @Test
    void aPlainEventIsRefused() {
        try (var logbooks = new Logbooks(settings)) {
            withoutKey(logbooks).put(Diary.begin("d").pendingEvents());

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> logbooks.diary("d"))
                    .withMessageContaining("CIPHER_REQUIRED")
                    .withCauseInstanceOf(NotEncryptedException.class);
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> logbooks.events().read(LogSelection.all()).toList())
                    .withMessageContaining("position 1")
                    .withCauseInstanceOf(NotEncryptedException.class);
        }
    }

    @Test
    void aPlainSnapshotIsRefusedAndTheEventsTellTheTruth() {
        try (var logbooks = new Logbooks(settings)) {
            logbooks.write("d", "true");
            var plain = new SnapshotStore(EventTypes.of(Diary.State.class), withoutKey(logbooks));
            plain.prune(Diary.State.class, "d", 0);
            plain.put(new Snapshot<>("d", 2, Instant.EPOCH, Instant.EPOCH, FORGED));
            var encrypted = new SnapshotStore(EventTypes.of(Diary.State.class), logbooks.events());

            assertThatExceptionOfType(UnreadableSnapshotException.class)
                    .isThrownBy(() -> encrypted.find(Diary.State.class, "d", 9))
                    .withMessageContaining("CIPHER_REQUIRED")
                    .withCauseInstanceOf(NotEncryptedException.class);
            assertThat(logbooks.diary("d").lines()).containsExactly("true");
            assertThat(notices)
                    .filteredOn(Notice.SnapshotFailed.class::isInstance)
                    .isNotEmpty()
                    .allSatisfy(told -> assertThat(told.toString()).contains("CIPHER_REQUIRED"));
        }
    }
}
