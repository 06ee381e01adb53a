package org.annals.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.domain.TriggerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * What keys, a signed head and a proof were when they were written first. These files never change;
 * a later version has files of its own beside them. The key has signed nothing else.
 */
final class GoldenEvidenceTest {
    private static final Instant SIGNED_ON = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final EditedLog log = new EditedLog(20, 7);

    private @TempDir Path folder;

    private static String golden(String name) throws IOException {
        try (var in = GoldenEvidenceTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    private SigningKey signingKey() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, golden("signing-key-1.txt"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SigningKey.read(file);
    }

    private VerifyingKey verifyingKey() throws IOException {
        return VerifyingKey.read(
                Files.writeString(folder.resolve("key.pub"), golden("verifying-key-1.txt")));
    }

    private static SignedHead head() throws IOException {
        return SignedHead.parse(golden("signed-head-1.txt").strip());
    }

    @Test
    void keysAreReadAndWrittenAsTheyWere() throws IOException {
        SigningKey key = signingKey();
        key.write(folder.resolve("again"));
        verifyingKey().write(folder.resolve("again.pub"));

        assertThat(folder.resolve("again")).hasContent(golden("signing-key-1.txt"));
        assertThat(folder.resolve("again.pub")).hasContent(golden("verifying-key-1.txt"));
        assertThat(key.id()).isEqualTo(verifyingKey().id());
    }

    @Test
    void aHeadIsVerifiedAndSignedAsItWas() throws IOException {
        new HeadVerifier(verifyingKey()).verify(head());
        assertThat(head().position()).isEqualTo(20);
        var signer = new HeadSigner(signingKey());

        SignedHead again = TriggerScope.of(() -> SIGNED_ON).call(() -> signer.sign(log));

        assertThat(again.toText() + "\n").isEqualTo(golden("signed-head-1.txt"));
    }

    @Test
    void aProofLeadsToItsHeadAndIsMadeAsItWas() throws IOException {
        InclusionProof proof = InclusionProof.parse(golden("proof-1.txt"));

        proof.verify(head(), new HeadVerifier(verifyingKey()));
        assertThat(proof.storedEvent()).isEqualTo(EditedLog.event(17));
        assertThat(InclusionProof.of(log, 17, head()).toText()).isEqualTo(golden("proof-1.txt"));
    }
}
