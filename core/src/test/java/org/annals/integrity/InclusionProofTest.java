package org.annals.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

final class InclusionProofTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final HeadVerifier VERIFIER = new HeadVerifier(KEY.verifyingKey());

    private final EditedLog log = new EditedLog(20, 7);
    private final SignedHead head = new HeadSigner(KEY).sign(log);

    @Test
    void everyEventIsProvenAgainstAHead() {
        for (int position = 1; position <= 20; position++) {
            String text = InclusionProof.of(log, position, head).toText();

            InclusionProof proof = InclusionProof.parse(text);

            proof.verify(head, VERIFIER);
            assertThat(proof.position()).isEqualTo(position);
            assertThat(proof.storedEvent()).isEqualTo(EditedLog.event(position));
            assertThat(proof.links()).hasSize(20 - position);
        }
    }

    @Test
    void aProofWithAnyBitFlippedIsRefused() {
        byte[] text = InclusionProof.of(log, 17, head).toText().getBytes(UTF_8);
        for (int i = 0; i < text.length * 7; i++) {
            byte[] flipped = text.clone();
            flipped[i / 7] ^= (byte) (1 << i % 7);
            String wrong = new String(flipped, UTF_8);

            assertThatExceptionOfType(RuntimeException.class)
                    .as("bit %d", i)
                    .isThrownBy(() -> InclusionProof.parse(wrong).verify(head, VERIFIER))
                    .isInstanceOfAny(
                            EvidenceMalformedException.class, ProofNotAuthenticException.class);
        }
    }

    @Test
    void aProofForAnotherHeadIsRefused() {
        InclusionProof proof = InclusionProof.of(log, 17, head);
        SignedHead earlier = new HeadSigner(KEY).sign(new EditedLog(19, 7));
        SignedHead stranger = new HeadSigner(SigningKey.generate()).sign(log);

        assertThatExceptionOfType(ProofNotAuthenticException.class)
                .isThrownBy(() -> proof.verify(earlier, VERIFIER))
                .withMessageContaining("17")
                .withMessageContaining("19")
                .satisfies(e -> assertThat(e.position()).isEqualTo(17));
        assertThatExceptionOfType(HeadNotAuthenticException.class)
                .isThrownBy(() -> proof.verify(stranger, VERIFIER));
    }

    @Test
    void aLogThatIsNotWhatWasSignedGivesNoProof() {
        ChainedEvent row = log.rows.get(17);
        log.rows.set(17, new ChainedEvent(18, EditedLog.event(99), row.hash()));
        assertThatExceptionOfType(ProofNotAuthenticException.class)
                .isThrownBy(() -> InclusionProof.of(log, 5, head));

        log.rows.remove(17);
        assertThatExceptionOfType(ProofNotAuthenticException.class)
                .isThrownBy(() -> InclusionProof.of(log, 5, head));
    }

    @Test
    void onlyWhatTheHeadVouchesForCanBeProven() {
        for (long position : new long[] {-1, 0, 21}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> InclusionProof.of(log, position, head))
                    .withMessageContaining(Long.toString(position))
                    .withMessageContaining("20");
        }
    }

    @Test
    void aLargeEventIsProven() {
        StoredEvent small = EditedLog.event(1);
        var large =
                new StoredEvent(
                        small.id(),
                        small.origin(),
                        small.type(),
                        small.typeVersion(),
                        small.tags(),
                        small.timestamp(),
                        small.metadata(),
                        Bytes.handOver(new byte[24 << 20]));
        var proof = new InclusionProof(1, head.hash(), large, List.of());

        InclusionProof read = InclusionProof.parse(proof.toText());

        assertThat(read.storedEvent().equals(large)).isTrue();
    }

    @Test
    void aProofIsBounded() {
        var links = Collections.nCopies(InclusionProof.MAX_LINKS, head.hash());
        var longest = new InclusionProof(1, head.hash(), EditedLog.event(1), links);

        assertThatCode(() -> InclusionProof.parse(longest.toText())).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new InclusionProof(
                                        1,
                                        head.hash(),
                                        EditedLog.event(1),
                                        Collections.nCopies(
                                                InclusionProof.MAX_LINKS + 1, head.hash())))
                .withMessageContaining("10001")
                .withMessageContaining("sign heads more often");
        String oneMore = longest.toText() + longest.toText().lines().toList().getLast() + "\n";
        assertThatExceptionOfType(EvidenceMalformedException.class)
                .isThrownBy(() -> InclusionProof.parse(oneMore));
    }
}
