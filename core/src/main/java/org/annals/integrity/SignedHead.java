package org.annals.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a log was up to a position, signed. Immutable. Nothing is known of it before a {@link
 * HeadVerifier} has looked at the signature.
 *
 * <p>Its text is one line of ASCII, to be added to a file that is kept where whoever can write the
 * log cannot.
 *
 * @param position 0 or more
 * @param hash the hash of the chain there
 * @param time when it was signed, by the signer's clock
 * @param keyId the id of the key it was signed with
 * @param signature Ed25519, of the text before it
 */
public record SignedHead(
        UUID logId,
        UUID incarnation,
        long position,
        Bytes hash,
        Instant time,
        String keyId,
        Bytes signature) {
    private static final String KIND = "annals-head";
    private static final String FORMAT = "1";
    private static final int SIGNATURE = 64;
    private static final int PIECES = 9;
    private static final int LONGEST = 1000;

    /**
     * @throws IllegalArgumentException if the position is negative, or hash, key id or signature
     *     are none
     */
    public SignedHead {
        requireNonNull(logId, "logId");
        requireNonNull(incarnation, "incarnation");
        HashChain.requireHash(hash);
        time = time.truncatedTo(ChronoUnit.MICROS);
        VerifyingKey.requireId(keyId);
        if (position < 0 || signature.length() != SIGNATURE) {
            throw new IllegalArgumentException(
                    "Position %d with a signature of %d bytes is no head: positions are not negative and signatures have %d bytes."
                            .formatted(position, signature.length(), SIGNATURE));
        }
    }

    static byte[] signedBytes(
            UUID logId, UUID incarnation, long position, Bytes hash, Instant time, String keyId) {
        return signedText(logId, incarnation, position, hash, time, keyId).getBytes(US_ASCII);
    }

    private static String signedText(
            UUID logId, UUID incarnation, long position, Bytes hash, Instant time, String keyId) {
        return String.join(
                " ",
                KIND,
                FORMAT,
                logId.toString(),
                incarnation.toString(),
                Long.toString(position),
                HexFormat.of().formatHex(hash.toArray()),
                Long.toString(StoredEvent.microsOf(time)),
                keyId);
    }

    byte[] signedBytes() {
        return signedBytes(logId, incarnation, position, hash, time, keyId);
    }

    /**
     * Returns the line that {@link #parse} reads, without an end of line: {@code annals-head}, the
     * format, which is 1, log id, incarnation, position, hash, time as microseconds since 1970, key
     * id and signature, with a space between each two. Hash and signature are in hexadecimal, in
     * lower case; what is signed is the ASCII before the last space.
     */
    public String toText() {
        return signedText(logId, incarnation, position, hash, time, keyId)
                + " "
                + HexFormat.of().formatHex(signature.toArray());
    }

    /**
     * Returns the head that a line says. Its signature is not looked at.
     *
     * @throws EvidenceMalformedException if it is not what {@link #toText} writes
     */
    public static SignedHead parse(String line) {
        SignedHead head;
        try {
            head = parsed(line);
        } catch (RuntimeException e) {
            throw new EvidenceMalformedException("signed head", "some part is not one", e);
        }
        if (!head.toText().equals(line)) {
            throw new EvidenceMalformedException("signed head", "it is not in its one form", null);
        }
        return head;
    }

    private static SignedHead parsed(String line) {
        String[] pieces = line.substring(0, Math.min(line.length(), LONGEST)).split(" ", -1);
        if (pieces.length != PIECES) {
            throw new IllegalArgumentException(pieces.length + " pieces");
        }
        return new SignedHead(
                UUID.fromString(pieces[2]),
                UUID.fromString(pieces[3]),
                Long.parseLong(pieces[4]),
                Bytes.handOver(HexFormat.of().parseHex(pieces[5])),
                StoredEvent.instantOf(Long.parseLong(pieces[6])),
                pieces[7],
                Bytes.handOver(HexFormat.of().parseHex(pieces[8])));
    }
}
