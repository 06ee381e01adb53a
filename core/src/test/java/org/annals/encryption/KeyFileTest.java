package org.annals.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

final class KeyFileTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
    private final List<ConfigurationException> problems = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void inAFolder(@TempDir Path folder) {
        file = folder.resolve("keys");
    }

    private KeyFile open() {
        return new KeyFile(file, problems::add, clock::get);
    }

    private void write(String... lines) throws IOException {
        mode(Files.write(file, List.of(lines)), "rw-------");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String key(String id) {
        return EncryptionKey.generate(id).toText();
    }

    private void assertRefused(String told) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::open)
                .withMessageContaining(file.toString())
                .withMessageContaining(told);
    }

    @Test
    void aNewFileHasOneKeyAndIsForItsOwnerAlone() throws IOException {
        String id = KeyFile.create(file);

        assertThat(open().active().id()).isEqualTo(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileIsNeverOverwrittenByANewOne() throws IOException {
        Files.writeString(file, "mine");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyFile.create(file))
                .withMessageContaining(file.toString());
        assertThat(file).hasContent("mine");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyFile.create(file.resolveSibling("none").resolve("keys")));
    }

    @Test
    void theFirstKeyEncryptsAndTheOthersDecryptUnlessTheyAreDestroyed() throws IOException {
        write("# ours", "", key("c"), "  " + key("b") + "  ", "a:destroyed", "# end");
        var keys = open();

        assertThat(keys.active().id()).isEqualTo("c");
        assertThat(keys.get("c")).isSameAs(keys.active());
        assertThat(keys.get("b").id()).isEqualTo("b");
        assertThatExceptionOfType(EncryptionKeyRevokedException.class)
                .isThrownBy(() -> keys.get("a"))
                .withMessageContaining("'a' was destroyed")
                .satisfies(e -> assertThat(e.keyId()).isEqualTo("a"));
        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> keys.get("d"));
    }

    @Test
    void whatIsNoFileOfKeysIsRefused() throws IOException {
        assertRefused("cannot be read");
        write();
        assertRefused("has no key");
        write("# nothing");
        assertRefused("has no key");
        write("a:destroyed", key("b"));
        assertRefused("line 1");
        write(key("b"), ":destroyed");
        assertRefused("line 2");
        write("", "hunter2");
        assertRefused("line 2");
        write("x".repeat(1 << 20));
        assertRefused("no key file");
        write(key("a"), key("a"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::open)
                .withMessageContaining("'a'");
        write(key("a"), "b:destroyed", "b:destroyed");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::open)
                .withMessageContaining("'b'");
    }

    @Test
    void aFileThatOthersMayUseIsRefused() throws IOException {
        write(key("a"));
        for (String wrong : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
            mode(file, wrong);
            assertRefused("0600");
        }
        mode(file, "r--------");
        assertThat(open().active().id()).isEqualTo("a");
    }

    @Test
    void aRotationIsSeenWithinASecondAndNotEarlier() throws IOException {
        String first = KeyFile.create(file);
        var keys = open();
        String second = KeyFile.rotate(file);

        clock.addAndGet(SECOND - 1);
        assertThat(keys.active().id()).isEqualTo(first);
        clock.addAndGet(1);
        assertThat(keys.active().id()).isEqualTo(second);
        assertThat(keys.get(first).id()).isEqualTo(first);
        assertThat(problems).isEmpty();
    }

    @Test
    void aKeyThatIsAskedForAndNotThereIsLookedForAtOnce() {
        KeyFile.create(file);
        var keys = open();
        String second = KeyFile.rotate(file);

        assertThat(keys.get(second).id()).isEqualTo(second);
    }

    @Test
    void aRotationKeepsCommentsKeysAndMode() throws IOException {
        String old = key("old");
        write("# ours", old, "# older", "a:destroyed");
        String id = KeyFile.rotate(file);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(5).startsWith("# ours").endsWith(old, "# older", "a:destroyed");
        assertThat(lines.get(1)).startsWith(id + ":");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.resolveSibling("keys.new")).doesNotExist();
    }

    @Test
    void aRotationGoesThroughALinkAndLeavesItThere() throws IOException {
        KeyFile.create(file);
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);
        String id = KeyFile.rotate(link);

        assertThat(open().active().id()).isEqualTo(id);
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void aRotationThatCannotBeLeavesEverythingAsItIs() throws IOException {
        write("hunter2");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyFile.rotate(file))
                .withMessageNotContaining("hunter2");
        assertThat(file).hasContent("hunter2");
        assertThat(file.resolveSibling("keys.new")).doesNotExist();

        Path other = Files.createFile(file.resolveSibling("keys.new"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyFile.rotate(file))
                .withMessageContaining(other.toString());
        assertThat(other).exists();
        assertThat(file).hasContent("hunter2");
    }

    @Test
    void aFileThatIsWrongNowLeavesTheKeysInUseAndIsToldOnce() throws IOException {
        String good = key("a");
        write(good);
        var keys = open();
        write("hunter2");
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(SECOND);
            assertThat(keys.active().id()).isEqualTo("a");
        }
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst())
                .hasMessageContaining("line 1")
                .message()
                .doesNotContain("hunter");

        Files.delete(file);
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(SECOND);
            assertThat(keys.active().id()).isEqualTo("a");
        }
        assertThat(problems).hasSize(2);

        write(key("b"), good);
        clock.addAndGet(SECOND);
        assertThat(keys.active().id()).isEqualTo("b");
        mode(file, "rw-r--r--");
        clock.addAndGet(SECOND);
        assertThat(keys.active().id()).isEqualTo("b");
        assertThat(problems).hasSize(3);
    }

    @Test
    void anotherKeyUnderAnIdInUseIsNotTaken() throws IOException {
        write(key("a"));
        var keys = open();
        EncryptionKey before = keys.active();
        write(key("b"), key("a"));
        clock.addAndGet(SECOND);

        assertThat(keys.active()).isSameAs(before);
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst()).hasMessageContaining("'a' was replaced");
    }

    @Test
    void keysAreRotatedWhileThreadsEncryptAndNothingIsLost() throws Exception {
        KeyFile.create(file);
        var reader = new AesGcmCipher(open(), keyId -> {});
        var writer =
                new AesGcmCipher(
                        new KeyFile(file, problems::add, () -> clock.addAndGet(SECOND / 8)),
                        keyId -> {});
        var start = new CyclicBarrier(5);
        byte[] place = "place".getBytes(UTF_8);
        Set<String> keyIds = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<byte[]>>> all = new ArrayList<>();
            var rotated = new CountDownLatch(1);
            for (int i = 0; i < 4; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    List<byte[]> made = new ArrayList<>();
                                    start.await();
                                    do {
                                        byte[] form = writer.encrypt(new byte[] {7}, place);
                                        assertThat(reader.decrypt(form, 0, place))
                                                .containsExactly(7);
                                        made.add(form);
                                    } while (rotated.getCount() > 0);
                                    return made;
                                }));
            }
            start.await();
            for (int i = 0; i < 20; i++) {
                KeyFile.rotate(file);
            }
            rotated.countDown();
            for (Future<List<byte[]>> each : all) {
                for (byte[] form : each.get()) {
                    assertThat(reader.decrypt(form, 0, place)).containsExactly(7);
                    keyIds.add(new String(form, 1, 9, UTF_8));
                }
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(22);
        assertThat(keyIds).hasSizeGreaterThan(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void ofManyWhoRotateAtOneTimeNoneLosesTheKeyOfAnother() throws Exception {
        KeyFile.create(file);
        Set<String> ids = new HashSet<>();
        var start = new CyclicBarrier(4);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    List<String> mine = new ArrayList<>();
                                    for (int j = 0; j < 25; j++) {
                                        start.await();
                                        try {
                                            mine.add(KeyFile.rotate(file));
                                        } catch (ConfigurationException underWay) {
                                            assertThat(underWay).hasMessageContaining("keys.new");
                                        }
                                    }
                                    return mine;
                                }));
            }
            for (Future<List<String>> each : all) {
                ids.addAll(each.get());
            }
        }

        var keys = open();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(25);
        assertThat(ids).allSatisfy(id -> assertThat(keys.get(id).id()).isEqualTo(id));
    }
}
