package org.annals.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

final class SubjectKeysTest {
    @TempDir private Path temporary;

    private SubjectKeys keys(boolean inFolder) {
        return inFolder ? SubjectKeys.inFolder(temporary.resolve("keys")) : SubjectKeys.inMemory();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("keys"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubjectHasOneKeyAndOthersHaveOthers(boolean inFolder) {
        SubjectKeys keys = keys(inFolder);
        assertThat(keys.find("a")).isEmpty();

        String text = keys.obtain("a").toText();

        assertThat(keys.obtain("a").toText()).isEqualTo(text);
        assertThat(keys.find("a").orElseThrow().toText()).isEqualTo(text);
        assertThat(keys.obtain("A").toText()).isNotEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasErasedStaysSoWhetherItHadAKeyOrNot(boolean inFolder) {
        SubjectKeys keys = keys(inFolder);
        keys.obtain("a");
        for (String subject : new String[] {"a", "never seen"}) {
            keys.erase(subject);
            keys.erase(subject);

            assertThatExceptionOfType(SubjectErasedException.class)
                    .isThrownBy(() -> keys.obtain(subject))
                    .withMessageContaining(subject);
            assertThatExceptionOfType(SubjectErasedException.class)
                    .isThrownBy(() -> keys.find(subject));
        }
        assertThat(keys.find("b")).isEmpty();
    }

    @Test
    void whateverOneProcessDoesAnotherSees() {
        SubjectKeys one = keys(true);
        SubjectKeys other = keys(true);
        String text = one.obtain("a").toText();

        assertThat(other.obtain("a").toText()).isEqualTo(text);
        other.erase("a");
        assertThatExceptionOfType(SubjectErasedException.class).isThrownBy(() -> one.find("a"));
    }

    @Test
    void nothingOfTheSubjectIsInANameAndNothingOfTheKeyIsLeft() throws IOException {
        SubjectKeys keys = keys(true);
        EncryptionKey key = keys.obtain("../Ophelia/\u0000");
        // What a process leaves that is killed while it makes a key.
        Path file = files().getFirst();
        String name = file.getFileName().toString().replace(".key", "");
        Files.writeString(file.resolveSibling(name + ".k0.new"), key.toText());

        keys.erase("../Ophelia/\u0000");

        assertThat(files()).containsExactly(file);
        assertThat(Files.readString(file)).isEqualTo("erased");
        assertThat(file.toString()).doesNotContain("Ophelia");
    }

    @Test
    void aFolderThatIsGoneSaysNothingOfItsSubjects() throws IOException {
        SubjectKeys keys = keys(true);
        keys.obtain("a");
        Files.move(temporary.resolve("keys"), temporary.resolve("unmounted"));

        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                .isThrownBy(() -> keys.find("a"));
        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                .isThrownBy(() -> keys.obtain("b"));

        Files.move(temporary.resolve("unmounted"), temporary.resolve("keys"));
        assertThat(keys.find("a")).isPresent();
    }

    @Test
    void filesAndFolderAreForTheirOwnerAlone() throws IOException {
        keys(true).obtain("a");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(temporary.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatCannotBeAndAFileThatIsNoKeyAreTold() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SubjectKeys.inFolder(file.resolve("keys")))
                .withMessageContaining("keys");

        SubjectKeys keys = keys(true);
        keys.obtain("a");
        Files.writeString(files().getFirst(), "canary");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> keys.find("a"))
                .withMessageContaining(files().getFirst().toString())
                .matches(e -> !String.valueOf(e.getMessage()).contains("canary"));

        Files.delete(files().getFirst());
        Files.createDirectories(temporary.resolve("keys").resolve("x"));
        SubjectKeys gone = SubjectKeys.inFolder(temporary.resolve("keys").resolve("x"));
        Files.delete(temporary.resolve("keys").resolve("x"));
        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                .isThrownBy(() -> gone.obtain("a"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eightThatAskAtOnceAreGivenOneKey(boolean inFolder) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            var start = new CyclicBarrier(8);
            SubjectKeys shared = keys(inFolder);
            for (int round = 0; round < 50; round++) {
                String subject = "s" + round;
                List<Future<String>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    SubjectKeys own = inFolder ? keys(true) : shared;
                    all.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        return own.obtain(subject).toText();
                                    }));
                }
                Set<String> given = new HashSet<>();
                for (Future<String> each : all) {
                    given.add(each.get());
                }
                assertThat(given).hasSize(1);
            }
        }
    }

    // Whoever is given a key is given one that was erased, or is refused: none comes afterwards.
    @Test
    void noKeyIsMadeAfterAnErasure() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            var start = new CyclicBarrier(2);
            for (int round = 0; round < 100; round++) {
                String subject = "s" + round;
                Future<?> erasing =
                        threads.submit(
                                () -> {
                                    start.await();
                                    keys(true).erase(subject);
                                    return subject;
                                });
                Future<?> obtaining =
                        threads.submit(
                                () -> {
                                    start.await();
                                    try {
                                        return keys(true).obtain(subject).id();
                                    } catch (SubjectErasedException e) {
                                        return subject;
                                    }
                                });
                erasing.get();
                obtaining.get();
                assertThatExceptionOfType(SubjectErasedException.class)
                        .isThrownBy(() -> keys(true).find(subject));
            }
        }
        assertThat(files()).hasSize(100);
    }
}
