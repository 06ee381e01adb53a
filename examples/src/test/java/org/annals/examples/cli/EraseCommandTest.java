package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.SubjectErased;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.examples.guide.Club;
import org.annals.examples.guide.Membership;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class EraseCommandTest {
    private static final String CANARY = "Ophelia-5d1e";
    private static final String KEY = EncryptionKey.generate("2026").toText();

    private @TempDir Path folder;

    private Settings keys() {
        return Settings.only(Map.of())
                .with("SUBJECT_KEYS_FOLDER", folder.resolve("keys").toString());
    }

    private Settings encrypted() {
        return keys().with("CIPHER_KEY", KEY).with("CIPHER_REQUIRED", "y");
    }

    private Run erase(Settings settings, String subject) {
        return Run.with(settings, folder, "erase", "--log", "Club", "--sqlite", "club.db", subject);
    }

    private Club club(Settings settings) {
        return new Club(
                settings.with("PERSISTENCE_MODULE", "sqlite")
                        .with("SQLITE_DBNAME", folder.resolve("club.db").toString()),
                new HashMap<>());
    }

    private void join(Settings settings) {
        try (var club = club(settings)) {
            club.save(Membership.join("m-1", CANARY, 2020), Membership.join("m-2", "Ada", 2021));
        }
    }

    private String badge(Settings settings, String id) {
        try (var club = club(settings)) {
            return club.repository().get(Membership.class, id).badge();
        }
    }

    private List<Object> recordedSince(Settings settings, long position) {
        try (var club = club(settings);
                var recordings = club.events().read(LogSelection.all().after(position))) {
            return recordings.<Object>map(each -> each.domainEvent().event()).toList();
        }
    }

    @Test
    void aSubjectIsErasedAndThatIsRecordedAndWhatIsNotReachedIsTold() {
        join(keys());

        Run run = erase(keys(), "m-1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Log +SqliteRecorder.*Club")
                .containsPattern("Keys +.*/keys")
                .containsPattern("Subject +m-1")
                .containsPattern("Recorded +at position 3")
                .containsPattern("Done +events and snapshots")
                .containsPattern("Done +parked events and caches: ")
                .containsPattern("Done +exports and backups of the log: ")
                .containsPattern("Not done +copies of the application's own: ")
                .containsPattern("Not done +backups of the keys: ")
                .doesNotContain(CANARY);
        assertThat(badge(keys(), "m-1")).isEqualTo("a former member");
        assertThat(badge(keys(), "m-2")).isEqualTo("Ada");
        assertThat(recordedSince(keys(), 2)).containsExactly(new SubjectErased("m-1"));
    }

    @Test
    void whatIsSaidAgainIsRecordedOnceAndFinishesWhatWasCutOff() {
        join(keys());
        // As one is left that was killed between the two.
        SubjectKeys.inFolder(folder.resolve("keys")).erase("m-1");

        assertThat(erase(keys(), "m-1").exitCode()).isZero();
        Run again = erase(keys(), "m-1");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).containsPattern("Recorded +at position 3");
        assertThat(recordedSince(keys(), 2)).containsExactly(new SubjectErased("m-1"));
    }

    @Test
    void aSubjectWithoutAKeyIsNotErased() {
        join(keys());

        Run run = erase(keys(), "m-3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'m-3' has no key in", "nothing was erased");
        assertThat(recordedSince(keys(), 2)).isEmpty();
    }

    @Test
    void withoutTheFolderNothingIsErasedAndNoneIsMade() {
        join(keys());

        Run unset = erase(Settings.only(Map.of()), "m-1");
        Path other = folder.resolve("other");
        Run missing = erase(keys().with("SUBJECT_KEYS_FOLDER", other.toString()), "m-1");

        assertThat(unset.exitCode()).isEqualTo(1);
        assertThat(unset.err()).contains("SUBJECT_KEYS_FOLDER");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no folder", "other");
        assertThat(other).doesNotExist();
        assertThat(badge(keys(), "m-1")).isEqualTo(CANARY);
    }

    @Test
    void aLogThatIsNotThereIsNotMadeAndNothingIsErased() {
        join(keys());

        Run run = Run.with(keys(), folder, "erase", "--log", "Klub", "--sqlite", "club.db", "m-1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("The log 'Klub' cannot be opened");
        assertThat(badge(keys(), "m-1")).isEqualTo(CANARY);
    }

    @Test
    void theRecordIsEncryptedAsTheLogIsOrNothingIsErased() {
        join(encrypted());

        Run lacking = erase(keys(), "m-1");
        assertThat(lacking.exitCode()).isEqualTo(1);
        assertThat(lacking.err()).contains("Set the keys, CIPHER_KEY or CIPHER_KEY_FILE");
        assertThat(badge(encrypted(), "m-1")).isEqualTo(CANARY);

        Run run = erase(keys().with("CIPHER_KEY", KEY), "m-1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain(KEY);
        assertThat(badge(encrypted(), "m-1")).isEqualTo("a former member");
        assertThat(recordedSince(encrypted(), 2)).containsExactly(new SubjectErased("m-1"));
    }
}
