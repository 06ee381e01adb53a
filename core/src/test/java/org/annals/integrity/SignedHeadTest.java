package org.annals.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

final class SignedHeadTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final HeadVerifier VERIFIER = new HeadVerifier(KEY.verifyingKey());

    private @TempDir Path folder;

    @Test
    void headsKeptElsewhereShowThatTheTailWasCut() throws IOException {
        Path secret = folder.resolve("signing.key");
        Path open = folder.resolve("verifying.key");
        Path elsewhere = folder.resolve("heads.txt");
        KEY.write(secret);
        KEY.verifyingKey().write(open);
        var recorder = new EditedLog(5, 10);
        // @start region="sign"
        var signer = new HeadSigner(SigningKey.read(secret));
        String line = signer.sign(recorder).toText() + "\n";
        Files.writeString(elsewhere, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // @end
        recorder.rows.removeLast();
        // @start region="verify"
        List<SignedHead> heads =
                Files.readAllLines(elsewhere).stream().map(SignedHead::parse).toList();
        var verifier = new HeadVerifier(VerifyingKey.read(open));
        ChainResult result = ChainVerification.of(recorder).against(heads, verifier).verify();
        // @end
        assertThat(result).isEqualTo(new ChainResult.Broken(5, Difference.CUT));
    }

    @Test
    void whatWasFoundIntactCanBeSigned() {
        var log = new EditedLog(5, 10);
        var intact = ChainVerification.of(log).verify().orThrow();

        SignedHead head = new HeadSigner(KEY).sign(log.identity(), intact);

        assertThat(VERIFIER.verify(head)).isSameAs(head);
        assertThat(head.position()).isEqualTo(5);
        assertThat(head.hash()).isEqualTo(log.rows.getLast().hash());
    }

    @Test
    void theTextSaysAll() {
        SignedHead head = new HeadSigner(KEY).sign(new EditedLog(5, 10));

        assertThat(head.toText()).doesNotContain("\n").startsWith("annals-head 1 ");
        assertThat(SignedHead.parse(head.toText())).isEqualTo(head);
    }

    @Test
    void aTextWithAnyBitFlippedIsRefused() {
        byte[] text = new HeadSigner(KEY).sign(new EditedLog(5, 10)).toText().getBytes(UTF_8);
        for (int i = 0; i < text.length * 7; i++) {
            byte[] flipped = text.clone();
            flipped[i / 7] ^= (byte) (1 << i % 7);
            String line = new String(flipped, UTF_8);

            assertThatExceptionOfType(RuntimeException.class)
                    .as(line)
                    .isThrownBy(() -> VERIFIER.verify(SignedHead.parse(line)))
                    .isInstanceOfAny(
                            EvidenceMalformedException.class, HeadNotAuthenticException.class);
        }
    }

    @Test
    void aHeadOfAKeyThatIsNotTrustedIsRefused() {
        SignedHead head = new HeadSigner(SigningKey.generate()).sign(new EditedLog(5, 10));

        assertThatExceptionOfType(HeadNotAuthenticException.class)
                .isThrownBy(() -> VERIFIER.verify(head))
                .withMessageContaining(head.keyId())
                .satisfies(
                        e -> {
                            assertThat(e.keyId()).isEqualTo(head.keyId());
                            assertThat(e.position()).isEqualTo(5);
                        });
    }

    @Test
    void pastKeysMayBeTrustedTogetherWithTheNewOne() {
        var next = SigningKey.generate();
        var both = new HeadVerifier(List.of(KEY.verifyingKey(), next.verifyingKey()));
        var log = new EditedLog(5, 10);

        assertThat(both.verify(new HeadSigner(KEY).sign(log)).keyId()).isEqualTo(KEY.id());
        assertThat(both.verify(new HeadSigner(next).sign(log)).keyId()).isEqualTo(next.id());
    }

    @Test
    void aKeyFileIsForItsOwnerAndNeverOverwritten() throws IOException {
        Path file = folder.resolve("signing.key");
        KEY.write(file);
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SigningKey.generate().write(file))
                .withMessageContaining("there already");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKey.read(file).id()).isEqualTo(KEY.id());
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws IOException {
        Path file = folder.resolve("signing.key");
        KEY.write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SigningKey.read(file))
                .withMessageContaining("0600");
    }

    @Test
    void aFileOfNoKeyIsToldWithoutItsContent() throws IOException {
        Path file = folder.resolve("signing.key");
        KEY.write(file);
        List<String> lines = Files.readAllLines(file);
        String stranger = folder.resolve("other.key").toString();
        SigningKey.generate().write(Path.of(stranger));
        String otherPublic = Files.readAllLines(Path.of(stranger)).get(2);
        for (List<String> wrong :
                List.of(
                        List.<String>of(),
                        List.of("annals-signing-key 2", lines.get(1), lines.get(2)),
                        List.of(lines.getFirst(), lines.get(1)),
                        List.of(lines.getFirst(), "!" + lines.get(1), lines.get(2)),
                        List.of(lines.getFirst(), lines.get(1), "AAAA"),
                        List.of(lines.getFirst(), lines.get(1), otherPublic))) {
            Files.write(file, wrong);

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> SigningKey.read(file))
                    .withMessageContaining(file.toString())
                    .withMessageNotContaining(lines.get(1))
                    .withNoCause();
        }
    }

    @Test
    void aKeyTellsNoSecret() {
        assertThat(KEY).hasToString("SigningKey[" + KEY.id() + "]");
        assertThat(KEY.verifyingKey()).hasToString("VerifyingKey[" + KEY.id() + "]");
    }
}
