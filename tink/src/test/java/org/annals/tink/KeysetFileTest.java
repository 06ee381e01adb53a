package org.annals.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;

import org.annals.encryption.EncryptionKeyNotFoundException;
import org.annals.encryption.EncryptionKeyRevokedException;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

final class KeysetFileTest {
    private static final byte[] SECRET = "the canary sings".getBytes(UTF_8);
    private static final byte[] PLACE = "bird-1".getBytes(UTF_8);
    private static final long SECOND = 1_000_000_000;

    /** A key management service that counts its calls, and can be out of reach. */
    private static final class CountingService implements Aead {
        private final Aead key;
        private int calls;
        private boolean reachable = true;

        CountingService() throws GeneralSecurityException {
            key = Keysets.aead(Keysets.one(1));
        }

        @Override
        public byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
            return key.encrypt(plain, associatedData);
        }

        @Override
        public byte[] decrypt(byte[] encrypted, byte[] associatedData)
                throws GeneralSecurityException {
            calls++;
            if (!reachable) {
                throw new GeneralSecurityException("The service cannot be reached.");
            }
            return key.decrypt(encrypted, associatedData);
        }
    }

    private @TempDir Path folder;
    private Path file = Path.of("");
    private final List<String> problems = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("keyset.json");
    }

    private TinkCipher cleartext() {
        return new TinkCipher(KeysetFile.cleartext(file, this::told), keyId -> {});
    }

    private TinkCipher encrypted(Aead service) {
        return new TinkCipher(
                KeysetFile.encrypted(file, service, this::told, time::get), keyId -> {});
    }

    private void told(ConfigurationException problem) {
        problems.add(String.valueOf(problem.getMessage()));
    }

    private void write(KeysetHandle keyset, Aead service) throws Exception {
        Keysets.write(
                file,
                TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                        keyset, service, new byte[0], AeadConfig2026.get()));
    }

    @Test
    void aKeysetInTheClearIsForItsOwnerAlone() throws Exception {
        Keysets.write(file, Keysets.json(Keysets.one(7)));
        assertThat(cleartext().encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 7);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::cleartext)
                .withMessageContaining("0600");
    }

    @Test
    void aKeysetThatIsEncryptedIsOpenedByTheServiceOnce() throws Exception {
        var service = new CountingService();
        write(Keysets.one(7), service);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        TinkCipher cipher = encrypted(service);
        for (int i = 0; i < 100; i++) {
            time.addAndGet(SECOND);
            assertThat(cipher.decrypt(cipher.encrypt(SECRET, PLACE), 0, PLACE)).isEqualTo(SECRET);
        }
        assertThat(service.calls).isEqualTo(1);
    }

    @Test
    void aRotationIsFollowedWithinASecond() throws Exception {
        var service = new CountingService();
        KeysetHandle first = Keysets.one(7);
        write(first, service);
        TinkCipher cipher = encrypted(service);
        byte[] old = cipher.encrypt(SECRET, PLACE);

        write(Keysets.rotated(first, 8), service);
        time.addAndGet(SECOND - 1);
        assertThat(cipher.encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 7);
        time.addAndGet(1);
        assertThat(cipher.encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 8);
        assertThat(cipher.decrypt(old, 0, PLACE)).isEqualTo(SECRET);
        assertThat(problems).isEmpty();
    }

    @Test
    void aKeyThatAnotherProcessUsesAlreadyIsFoundAtOnce() throws Exception {
        var service = new CountingService();
        KeysetHandle first = Keysets.one(7);
        write(first, service);
        TinkCipher here = encrypted(service);

        write(Keysets.rotated(first, 8), service);
        byte[] there = encrypted(service).encrypt(SECRET, PLACE);

        assertThat(here.decrypt(there, 0, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void aKeyIsTakenAwayAndDestroyedWhileTheCipherRuns() throws Exception {
        var service = new CountingService();
        KeysetHandle first = Keysets.one(7);
        write(first, service);
        TinkCipher cipher = encrypted(service);
        byte[] old = cipher.encrypt(SECRET, PLACE);
        KeysetHandle rotated = Keysets.rotated(first, 8);

        write(Keysets.with(KeyStatus.DISABLED, rotated, 0), service);
        time.addAndGet(SECOND);
        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> cipher.decrypt(old, 0, PLACE));

        write(Keysets.with(KeyStatus.DESTROYED, rotated, 0), service);
        assertThatExceptionOfType(EncryptionKeyRevokedException.class)
                .isThrownBy(() -> cipher.decrypt(old, 0, PLACE));
    }

    @Test
    void whatCannotBeFollowedIsToldOnceAndTheKeysStay() throws Exception {
        var service = new CountingService();
        KeysetHandle first = Keysets.one(7);
        write(first, service);
        TinkCipher cipher = encrypted(service);

        for (String text : List.of("secret", Keysets.json(Keysets.one(9)), "{}")) {
            Keysets.write(file, text);
            for (int i = 0; i < 3; i++) {
                time.addAndGet(SECOND);
                assertThat(cipher.encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 7);
            }
        }
        Files.delete(file);
        time.addAndGet(SECOND);
        cipher.encrypt(SECRET, PLACE);
        write(Keysets.one(7), service);
        time.addAndGet(SECOND);
        cipher.encrypt(SECRET, PLACE);

        assertThat(problems).hasSize(5).noneMatch(each -> each.contains("secret"));
        assertThat(problems.get(3)).contains("cannot be read");
        assertThat(problems.get(4)).contains("key 7", "replaced");
    }

    @Test
    void aServiceThatCannotBeReachedIsAskedAgain() throws Exception {
        var service = new CountingService();
        KeysetHandle first = Keysets.one(7);
        write(first, service);
        TinkCipher cipher = encrypted(service);

        write(Keysets.rotated(first, 8), service);
        service.reachable = false;
        for (int i = 0; i < 3; i++) {
            time.addAndGet(SECOND);
            assertThat(cipher.encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 7);
        }
        service.reachable = true;
        time.addAndGet(SECOND);

        assertThat(cipher.encrypt(SECRET, PLACE)).startsWith(1, 0, 0, 0, 8);
        assertThat(problems).hasSize(1);
    }

    @Test
    void whatIsNoKeysetIsRefusedAndNotTold() throws Exception {
        var service = new CountingService();
        String clear = Keysets.json(Keysets.one(7));
        for (String text :
                List.of("", "secret", "{}", "[]", "{\"secret\":1}", clear.substring(30))) {
            Keysets.write(file, text);
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(this::cleartext)
                    .withMessageContaining("keyset.json")
                    .withMessageNotContaining("secret")
                    .withNoCause();
        }
        Keysets.write(file, clear);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> encrypted(service));
        write(Keysets.one(7), service);
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(this::cleartext);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> encrypted(new CountingService()));
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::cleartext)
                .withMessageContaining("more than 1048576 bytes");
        Files.delete(file);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::cleartext)
                .withMessageContaining("cannot be read");
    }
}
