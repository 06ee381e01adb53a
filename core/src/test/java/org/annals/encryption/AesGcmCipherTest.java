package org.annals.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventSourcingException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class AesGcmCipherTest {
    private static final EncryptionKey KEY =
            EncryptionKey.parse("2026:/v/pkoZlcxxtao+UZzCDCP7/6ZKGZXMcbWqPlGcwgwg=", "test");
    private static final byte[] PLAIN = "{\"trick\":\"roll over\"}".getBytes(UTF_8);
    private static final byte[] PLACE = "event dog-7, version 4".getBytes(UTF_8);

    private static AesGcmCipher cipher(EncryptionKey key) {
        return new AesGcmCipher(KeyProvider.of(key), keyId -> {});
    }

    @Test
    void itReadsWhatAnotherImplementationMadeOfTheSameForm() {
        // By OpenSSL 3, with associated data 04 "2026" and PLACE.
        byte[] form =
                HexFormat.of()
                        .parseHex(
                                "0432303236cafebabefacedbaddecaf888f03e87a708b110c06b044c09e91d4488"
                                        + "94f857add7a4834688afbe0cc051dd10ba09ab04ca");

        assertThat(cipher(KEY).decrypt(form, 0, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void itsEngineOpensTestCase16OfThoseWhoMadeGcm() throws Exception {
        // McGrew and Viega, The Galois/Counter Mode of Operation, appendix B; the head is the
        // beginning of their associated data.
        HexFormat hex = HexFormat.of();
        byte[] form =
                hex.parseHex(
                        "feedface"
                                + "cafebabefacedbaddecaf888"
                                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                + "76fc6ece0f4e1768cddf8853bb2d551b");

        assertThat(
                        new GcmEngine()
                                .decrypt(
                                        KEY.secret(),
                                        form,
                                        0,
                                        4,
                                        hex.parseHex("deadbeeffeedfacedeadbeefabaddad2")))
                .isEqualTo(
                        hex.parseHex(
                                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
    }

    @Test
    void whatIsEncryptedComesBackAtAnyLengthAndAnyPlace() {
        var cipher = cipher(KEY);
        for (int length : new int[] {0, 1, 15, 16, 17, 1_000, 1 << 20}) {
            byte[] plain = new byte[length];
            byte[] encrypted = cipher.encrypt(plain, PLACE);
            byte[] stored = new byte[3 + encrypted.length];
            System.arraycopy(encrypted, 0, stored, 3, encrypted.length);

            assertThat(encrypted).hasSize(1 + 4 + 12 + length + 16);
            assertThat(cipher.decrypt(stored, 3, PLACE)).isEqualTo(plain);
        }
        assertThat(cipher.name()).isEqualTo("aes-gcm");
        assertThat(cipher.id()).isEqualTo(1);
    }

    @Test
    void theFormNamesTheKeyAndShowsNothingElse() {
        byte[] encrypted = cipher(KEY).encrypt(PLAIN, PLACE);

        assertThat(new String(encrypted, 0, 5, UTF_8)).isEqualTo("\u00042026");
        assertThat(HexFormat.of().formatHex(encrypted))
                .doesNotContain(HexFormat.of().formatHex(PLAIN, 0, 4))
                .doesNotContain(HexFormat.of().formatHex(PLACE, 0, 4));
    }

    @Test
    void everyChangedBitIsRefused() {
        var cipher = cipher(KEY);
        byte[] encrypted = cipher.encrypt(PLAIN, PLACE);
        for (int bit = 0; bit < 8 * encrypted.length; bit++) {
            byte[] changed = encrypted.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(cipher, changed, "bit " + bit);
        }
        assertThat(cipher.decrypt(encrypted, 0, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void everyCutAndEveryByteMoreIsRefused() {
        var cipher = cipher(KEY);
        byte[] encrypted = cipher.encrypt(PLAIN, PLACE);
        for (int length = 0; length < encrypted.length; length++) {
            assertRefused(cipher, Arrays.copyOf(encrypted, length), "length " + length);
        }
        assertRefused(cipher, Arrays.copyOf(encrypted, encrypted.length + 1), "one more");
    }

    private static void assertRefused(AesGcmCipher cipher, byte[] encrypted, String how) {
        assertThatExceptionOfType(EventSourcingException.class)
                .as(how)
                .isThrownBy(() -> cipher.decrypt(encrypted, 0, PLACE))
                .withNoCause()
                .satisfies(
                        e ->
                                assertThat(e)
                                        .isInstanceOfAny(
                                                CiphertextMalformedException.class,
                                                CiphertextNotAuthenticException.class,
                                                EncryptionKeyNotFoundException.class));
    }

    @Test
    void anIdThatCannotBeOneIsNotRepeatedInAMessage() {
        byte[] form = new byte[1 + 5 + 12 + 16];
        form[0] = 5;
        System.arraycopy("\u001b[31m".getBytes(UTF_8), 0, form, 1, 5);

        assertThatExceptionOfType(CiphertextMalformedException.class)
                .isThrownBy(() -> cipher(KEY).decrypt(form, 0, PLACE))
                .withMessageContaining("34 encrypted bytes")
                .withMessageNotContaining("\u001b");
    }

    @Test
    void inAnotherPlaceItDoesNotOpen() {
        var cipher = cipher(KEY);
        byte[] encrypted = cipher.encrypt(PLAIN, PLACE);
        for (String other : List.of("event dog-7, version 5", "event dog-7, version ", "")) {
            assertThatExceptionOfType(CiphertextNotAuthenticException.class)
                    .isThrownBy(() -> cipher.decrypt(encrypted, 0, other.getBytes(UTF_8)))
                    .withMessageContaining("'2026'")
                    .satisfies(e -> assertThat(e.keyId()).isEqualTo("2026"));
        }
    }

    @Test
    void anotherKeyUnderTheSameIdDoesNotOpenIt() {
        byte[] encrypted = cipher(EncryptionKey.generate("2026")).encrypt(PLAIN, PLACE);

        assertThatExceptionOfType(CiphertextNotAuthenticException.class)
                .isThrownBy(() -> cipher(KEY).decrypt(encrypted, 0, PLACE));
    }

    @Test
    void theSameKeyUnderAnotherIdDoesNotOpenIt() {
        byte[] encrypted = cipher(KEY).encrypt(PLAIN, PLACE);
        encrypted[4] = '7';
        var renamed = EncryptionKey.parse(KEY.toText().replace("2026", "2027"), "test");

        assertThatExceptionOfType(CiphertextNotAuthenticException.class)
                .isThrownBy(() -> cipher(renamed).decrypt(encrypted, 0, PLACE));
    }

    @Test
    void afterARotationBothGenerationsAreRead() {
        var newer = EncryptionKey.generate("2027");
        byte[] old = cipher(KEY).encrypt(PLAIN, PLACE);
        var rotated = new AesGcmCipher(KeyProvider.of(newer, KEY), keyId -> {});
        byte[] young = rotated.encrypt(PLAIN, PLACE);

        assertThat(rotated.decrypt(old, 0, PLACE)).isEqualTo(PLAIN);
        assertThat(rotated.decrypt(young, 0, PLACE)).isEqualTo(PLAIN);
        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> cipher(KEY).decrypt(young, 0, PLACE))
                .withMessageContaining("'2027'")
                .satisfies(e -> assertThat(e.keyId()).isEqualTo("2027"));
    }

    @Test
    void aKeyThatWearsOutIsToldOnceAndAWornOneEncryptsNoMore() {
        List<String> told = new CopyOnWriteArrayList<>();
        var cipher = new AesGcmCipher(KeyProvider.of(KEY), told::add, 3, 5);
        byte[] last = PLAIN;
        for (int message = 1; message <= 5; message++) {
            last = cipher.encrypt(PLAIN, PLACE);
            assertThat(told).isEqualTo(message < 3 ? List.of() : List.of("2026"));
        }

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(EncryptionKeyWornOutException.class)
                    .isThrownBy(() -> cipher.encrypt(PLAIN, PLACE))
                    .withMessageContaining("'2026' has encrypted 5 messages")
                    .satisfies(e -> assertThat(e.keyId()).isEqualTo("2026"));
        }
        assertThat(told).containsExactly("2026");
        assertThat(cipher.decrypt(last, 0, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void aMillionMessagesHaveAMillionNonces() throws Exception {
        var cipher = cipher(KEY);
        Set<String> nonces = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> nonces(cipher, 250_000)));
            }
            for (Future<List<String>> each : all) {
                nonces.addAll(each.get());
            }
        }

        assertThat(nonces.size()).isEqualTo(1_000_000);
    }

    private static List<String> nonces(AesGcmCipher cipher, int count) {
        List<String> nonces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] encrypted = cipher.encrypt(new byte[0], new byte[0]);
            nonces.add(new String(encrypted, 5, 12, ISO_8859_1));
        }
        return nonces;
    }

    @Test
    void manyThreadsShareOneAndNoMoreEnginesAreKeptThanThereAreProcessors() throws Exception {
        var cipher = cipher(KEY);
        var start = new CyclicBarrier(208);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService platform = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 208; i++) {
                byte[] place = ("thread " + i).getBytes(UTF_8);
                all.add(
                        (i < 8 ? platform : virtual)
                                .submit(
                                        () -> {
                                            start.await();
                                            for (int j = 0; j < 100; j++) {
                                                byte[] encrypted = cipher.encrypt(PLAIN, place);
                                                assertThat(cipher.decrypt(encrypted, 0, place))
                                                        .isEqualTo(PLAIN);
                                            }
                                            return null;
                                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }

        assertThat(cipher.kept()).isBetween(1, Runtime.getRuntime().availableProcessors());
    }
}
