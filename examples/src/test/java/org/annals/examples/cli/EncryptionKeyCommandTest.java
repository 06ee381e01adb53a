package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.encryption.KeyFile;
import org.annals.encryption.KeyProvider;
import org.annals.examples.dogschool.DogSchool;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

final class EncryptionKeyCommandTest {
    private @TempDir Path folder;

    private Run run(String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "encryption-key";
        System.arraycopy(more, 0, args, 1, more.length);
        return Run.in(folder, args);
    }

    private KeyFile keys() {
        return new KeyFile(folder.resolve("school.keys"), problem -> {});
    }

    @Test
    void aFileOfKeysIsMadeForItsOwnerAloneAndItsSecretIsNotShown() throws IOException {
        Run run = run("create", "school.keys");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Key " + keys().active().id() + " encrypts", "CIPHER_KEY_FILE")
                .doesNotContain(secretOf(keys().active().toText()));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("school.keys"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereIsLeftAsItIs() throws IOException {
        run("create", "school.keys");
        String before = Files.readString(folder.resolve("school.keys"));

        Run again = run("create", "school.keys");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("is there already and was left as it is");
        assertThat(folder.resolve("school.keys")).hasContent(before);
    }

    @Test
    void aRotatedFileEncryptsWithTheNewKeyAndStillHasTheOld() {
        run("create", "school.keys");
        String old = keys().active().id();

        Run run = run("rotate", "school.keys");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String active = keys().active().id();
        assertThat(active).isNotEqualTo(old);
        assertThat(run.out()).contains("Key " + active + " encrypts from now on");
        assertThat(keys().get(old).id()).isEqualTo(old);
    }

    @Test
    void whatIsNoFileOfKeysIsNotRotated() {
        Run run = run("rotate", "nowhere.keys");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nowhere.keys");
    }

    @Test
    void aPrintedKeyIsAValueOfTheSetting() {
        Run run = run("print", "--id", "2026");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        String key = run.out().strip();
        assertThat(KeyProvider.from(key, "").active().id()).isEqualTo("2026");
        try (var school = new DogSchool(Settings.only(Map.of("CIPHER_KEY", key)))) {
            assertThat(school.registerDog("Fido")).isNotEmpty();
        }
        assertThat(run("print").out()).isNotEqualTo(run("print").out());
    }

    @Test
    void anIdThatCannotBeOneIsRefused() {
        Run run = run("print", "--id", "a:b");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'a:b' cannot be the id of a key");
    }

    @Test
    void eachKindOfKeySaysWhereTheOtherIsMade() {
        assertThat(Run.in(folder, "key", "--help").out()).contains("encryption-key");
        assertThat(run("--help").out()).containsPattern("by the\\s+command key\\.");
        assertThat(run().exitCode()).isNotZero();
    }

    private static String secretOf(String text) {
        return text.substring(text.indexOf(':') + 1);
    }
}
