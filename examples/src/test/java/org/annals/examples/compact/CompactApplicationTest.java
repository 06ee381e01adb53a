package org.annals.examples.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.EventFamily;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.domain.Personal;
import org.annals.encryption.EncryptionKey;
import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.examples.repository.Diary;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.StoredForm;
import org.annals.persistence.Transcoder;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/** That a whole application runs on a transcoder of one's own (TRA-8). */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CompactApplicationTest {
    private static final Snapshotting EVERY_FIFTH =
            Snapshotting.of(Diary.TYPE, SnapshotPolicy.every(5)).inline();

    @EventType(name = "Trick", version = 1)
    record First(String what) {}

    @EventType(name = "Trick", version = 2)
    record Second(String trick, int level) {}

    record Member(@Personal Erasable<String> name) {}

    private static final class Diaries extends Application {
        Diaries(Settings settings, EventFamily... families) {
            super("Diaries", settings, families);
        }

        void write(String id, int lines) {
            Diary diary = Diary.begin(id);
            save(diary);
            for (int i = 1; i <= lines; i++) {
                diary.write("line " + i);
                save(diary);
            }
        }

        int bytes() {
            return events().recorder().readLog(LogSelection.all()).notifications().stream()
                    .mapToInt(each -> each.storedEvent().data().length())
                    .sum();
        }
    }

    private final OneLog log;

    CompactApplicationTest(RecorderKind recorder, @TempDir Path folder) {
        this.log = new OneLog(recorder, folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Settings settings() {
        return log.settings().using(Transcoder.class, new CompactTranscoder());
    }

    @Test
    void aggregatesAreSavedAndGotWithTheirSnapshots() {
        try (var diaries = new Diaries(settings(), Diary.TYPE, EVERY_FIFTH)) {
            diaries.write("d", 12);

            assertThat(diaries.bytes())
                    // The number of components, an id and a time; a length and a text.
                    .isEqualTo(
                            13 * (StoredForm.HEADER_LENGTH + 1)
                                    + (16 + 12)
                                    + 12 * 4
                                    + 9 * 6
                                    + 3 * 7);
            assertThat(diaries.events().recorder().snapshotVersions("d", "Diary.State"))
                    .containsExactly(10L, 5L);
        }
        try (var reopened = new Diaries(settings(), Diary.TYPE, EVERY_FIFTH)) {
            Diary diary = reopened.repository().get(Diary.class, "d");
            assertThat(diary.version()).isEqualTo(13);
            assertThat(diary.lines()).hasSize(12).startsWith("line 1").endsWith("line 12");
        }
    }

    @Test
    void compressedAndEncryptedTheyAreReadAsTheyWere() {
        Settings secret =
                settings()
                        .with("COMPRESSOR", "zlib")
                        .with("CIPHER_KEY", EncryptionKey.generate("2026").toText());
        try (var diaries = new Diaries(secret, Diary.TYPE, EVERY_FIFTH)) {
            diaries.write("d", 7);
        }
        try (var reopened = new Diaries(secret, Diary.TYPE, EVERY_FIFTH)) {
            assertThat(reopened.repository().get(Diary.class, "d").lines()).hasSize(7);
        }
    }

    @Test
    void upcastersLeadFromOldRecordsToNewOnes() {
        try (var before = new Diaries(settings(), EventTypes.of(First.class))) {
            var event = new First("sit");
            before.events()
                    .put(List.of(DomainEvent.of(event, new Origin("d", 1), EventDetails.none())));
        }
        var step =
                Upcaster.typed(
                        "Trick", 1, First.class, Second.class, old -> new Second(old.what(), 1));
        try (var after = new Diaries(settings(), EventTypes.of(Second.class), Upcasters.of(step));
                var read = after.events().read(LogSelection.all())) {
            assertThat(read.<Object>map(each -> each.domainEvent().event()))
                    .containsExactly(new Second("sit", 1));
        }
    }

    @Test
    void whatNeedsNamesIsRefusedAtTheStart() {
        var step = Upcaster.of("Trick", 1, fields -> fields.put("level", 1));
        try (var diaries = new Diaries(settings(), Diary.TYPE)) {
            assertThat(diaries.bytes()).isZero();
            assertNoTree(EventTypes.of(Second.class), Upcasters.of(step));
            assertNoTree(EventTypes.of(Member.class));
        }
    }

    private void assertNoTree(EventFamily... families) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Diaries(settings(), families))
                .withMessageContaining("TreeTranscoder");
    }
}
