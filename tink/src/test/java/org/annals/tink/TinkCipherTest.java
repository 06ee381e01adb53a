package org.annals.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

import org.annals.encryption.Cipher;
import org.annals.encryption.CiphertextMalformedException;
import org.annals.encryption.CiphertextNotAuthenticException;
import org.annals.encryption.EncryptionKeyNotFoundException;
import org.annals.encryption.EncryptionKeyRevokedException;
import org.annals.encryption.EncryptionKeyWornOutException;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class TinkCipherTest {
    private static final byte[] SECRET = "the canary sings".getBytes(UTF_8);
    private static final byte[] PLACE = "bird-1, version 3".getBytes(UTF_8);
    private static final KeysetHandle KEYSET = Keysets.one(0xFEDCBA98);

    private static TinkCipher cipher(KeysetHandle keyset) {
        return new TinkCipher(KeysetProvider.of(Keyset.of(keyset)), keyId -> {});
    }

    @Test
    void whatIsEncryptedComesBackWithEveryKindOfKey() {
        for (var kind :
                List.of(
                        PredefinedAeadParameters.AES128_GCM,
                        PredefinedAeadParameters.AES256_GCM,
                        PredefinedAeadParameters.AES256_EAX,
                        PredefinedAeadParameters.AES256_CTR_HMAC_SHA256,
                        PredefinedAeadParameters.CHACHA20_POLY1305,
                        PredefinedAeadParameters.XCHACHA20_POLY1305,
                        PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)) {
            TinkCipher cipher = cipher(Keysets.one(7, kind));
            for (byte[] plain : List.of(SECRET, new byte[0], new byte[100_000])) {
                byte[] encrypted = cipher.encrypt(plain, PLACE);

                assertThat(cipher.decrypt(encrypted, 0, PLACE)).as("%s", kind).isEqualTo(plain);
                assertThat(encrypted).isNotEqualTo(cipher.encrypt(plain, PLACE));
            }
        }
    }

    @Test
    void theFormIsThatOfTinkItselfAndBeginsWithTheIdOfTheKey() throws Exception {
        byte[] encrypted = cipher(KEYSET).encrypt(SECRET, PLACE);

        assertThat(encrypted).startsWith(1, 0xFE, 0xDC, 0xBA, 0x98).hasSize(SECRET.length + 33);
        assertThat(Keysets.aead(KEYSET).decrypt(encrypted, PLACE)).isEqualTo(SECRET);
        assertThat(cipher(KEYSET).decrypt(Keysets.aead(KEYSET).encrypt(SECRET, PLACE), 0, PLACE))
                .isEqualTo(SECRET);
    }

    @Test
    void theFormMayStandAnywhereAtTheEndOfAnArray() {
        byte[] encrypted = cipher(KEYSET).encrypt(SECRET, PLACE);
        byte[] stored = new byte[3 + encrypted.length];
        System.arraycopy(encrypted, 0, stored, 3, encrypted.length);

        assertThat(cipher(KEYSET).decrypt(stored, 3, PLACE)).isEqualTo(SECRET);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> cipher(KEYSET).decrypt(stored, stored.length + 1, PLACE));
    }

    @Test
    void besideOtherAssociatedDataItDoesNotOpen() {
        byte[] encrypted = cipher(KEYSET).encrypt(SECRET, PLACE);

        assertThatExceptionOfType(CiphertextNotAuthenticException.class)
                .isThrownBy(
                        () ->
                                cipher(KEYSET)
                                        .decrypt(encrypted, 0, "bird-2, version 3".getBytes(UTF_8)))
                .withMessageContaining("4275878552")
                .withNoCause();
    }

    @Test
    void everyChangedBitAndEveryCutIsFound() {
        TinkCipher cipher = cipher(KEYSET);
        byte[] good = cipher.encrypt(SECRET, PLACE);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            boolean inPrefix = bit < 40;
            assertThatExceptionOfType(Exception.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> cipher.decrypt(changed, 0, PLACE))
                    .isInstanceOfAny(
                            inPrefix
                                    ? new Class<?>[] {
                                        CiphertextMalformedException.class,
                                        EncryptionKeyNotFoundException.class,
                                        // As a key of the variant CRUNCHY would write it.
                                        CiphertextNotAuthenticException.class
                                    }
                                    : new Class<?>[] {CiphertextNotAuthenticException.class});
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(Exception.class)
                    .as("cut to %d", length)
                    .isThrownBy(() -> cipher.decrypt(cut, 0, PLACE))
                    .isInstanceOf(
                            length < 5
                                    ? CiphertextMalformedException.class
                                    : CiphertextNotAuthenticException.class);
        }
    }

    @Test
    void aKeyThatIsNotHereIsToldFromOneThatIsAnother() {
        byte[] encrypted = cipher(KEYSET).encrypt(SECRET, PLACE);

        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> cipher(Keysets.one(5)).decrypt(encrypted, 0, PLACE))
                .satisfies(e -> assertThat(e.keyId()).isEqualTo("4275878552"));
        assertThatExceptionOfType(CiphertextNotAuthenticException.class)
                .isThrownBy(() -> cipher(Keysets.one(0xFEDCBA98)).decrypt(encrypted, 0, PLACE))
                .satisfies(e -> assertThat(e.keyId()).isEqualTo("4275878552"));
    }

    @Test
    void afterARotationTheNewKeyEncryptsAndTheOldOneDecrypts() {
        KeysetHandle rotated = Keysets.rotated(KEYSET, 5);
        byte[] old = cipher(KEYSET).encrypt(SECRET, PLACE);
        byte[] now = cipher(rotated).encrypt(SECRET, PLACE);

        assertThat(now).startsWith(1, 0, 0, 0, 5);
        assertThat(cipher(rotated).decrypt(old, 0, PLACE)).isEqualTo(SECRET);
        assertThat(cipher(rotated).decrypt(now, 0, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void aDisabledKeyIsNotFoundAndADestroyedOneIsRevoked() {
        byte[] old = cipher(KEYSET).encrypt(SECRET, PLACE);
        KeysetHandle rotated = Keysets.rotated(KEYSET, 5);
        TinkCipher disabled = cipher(Keysets.with(KeyStatus.DISABLED, rotated, 0));
        TinkCipher destroyed = cipher(Keysets.with(KeyStatus.DESTROYED, rotated, 0));

        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> disabled.decrypt(old, 0, PLACE));
        assertThatExceptionOfType(EncryptionKeyRevokedException.class)
                .isThrownBy(() -> destroyed.decrypt(old, 0, PLACE))
                .satisfies(e -> assertThat(e.keyId()).isEqualTo("4275878552"));
        assertThat(cipher(Keysets.with(KeyStatus.ENABLED, rotated, 0)).decrypt(old, 0, PLACE))
                .isEqualTo(SECRET);
    }

    @Test
    void aPrimaryKeyThatWritesNoPrefixIsRefused() {
        KeysetHandle nameless =
                Keysets.one(9, PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Keyset.of(nameless))
                .withMessageContaining("key 9 ")
                .withMessageContaining("AES256_GCM");
        byte[] encrypted = cipher(Keysets.rotated(nameless, 5)).encrypt(SECRET, PLACE);
        assertThat(encrypted).startsWith(1, 0, 0, 0, 5);
    }

    @Test
    void aKeyThatWearsOutIsToldOnceAndThenEncryptsNoMore() {
        List<String> worn = new ArrayList<>();
        var cipher = new TinkCipher(KeysetProvider.of(Keyset.of(Keysets.one(3))), worn::add, 2, 4);
        byte[] first = cipher.encrypt(SECRET, PLACE);
        for (int i = 0; i < 3; i++) {
            cipher.encrypt(SECRET, PLACE);
        }
        assertThat(worn).containsExactly("3");
        assertThatExceptionOfType(EncryptionKeyWornOutException.class)
                .isThrownBy(() -> cipher.encrypt(SECRET, PLACE));
        assertThat(cipher.decrypt(first, 0, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void manyThreadsShareOne() throws Exception {
        TinkCipher cipher = cipher(KEYSET);
        var start = new CyclicBarrier(100);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                byte[] plain = new byte[i];
                all.add(
                        virtual.submit(
                                () -> {
                                    start.await();
                                    for (int j = 0; j < 50; j++) {
                                        byte[] encrypted = cipher.encrypt(plain, PLACE);
                                        assertThat(cipher.decrypt(encrypted, 0, PLACE))
                                                .isEqualTo(plain);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @Test
    void nothingIsToldOfKeys() throws Exception {
        // @start region="cipher"
        Cipher cipher = new TinkCipher(KeysetProvider.of(Keyset.of(KEYSET)), keyId -> {});
        // @end

        assertThat(cipher).hasToString("tink");
        assertThat(Keyset.of(KEYSET))
                .hasToString("Keyset[primary 4275878552, 1 enabled, 0 destroyed]");
    }
}
