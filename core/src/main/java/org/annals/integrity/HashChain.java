package org.annals.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Computes the hashes of a log, each from the one before it. It keeps nothing of one call for the
 * next but its buffers, and belongs to one thread at a time. The package says what is hashed.
 */
public final class HashChain {
    private static final byte[] NAME = "annals chain 1".getBytes(US_ASCII);

    private final MessageDigest sha256 = Sha256.create();
    private final EventForm form = new EventForm();
    private final ByteBuffer link = ByteBuffer.allocate(Sha256.LENGTH + Long.BYTES + Sha256.LENGTH);

    /** Makes one for any log. */
    public HashChain() {}

    /** Returns the hash of a log without events, with which its chain begins. */
    public static Bytes originOf(UUID logId) {
        MessageDigest sha256 = Sha256.create();
        sha256.update(NAME);
        sha256.update(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(logId.getMostSignificantBits())
                        .putLong(logId.getLeastSignificantBits())
                        .flip());
        return Bytes.handOver(sha256.digest());
    }

    /** Returns the digest of all that is stored of an event, which does not know its position. */
    public Bytes digest(StoredEvent event) {
        form.writeHead(event);
        sha256.update(form.array(), 0, form.length());
        return Bytes.handOver(sha256.digest(event.data().toArray()));
    }

    /**
     * Returns the hash at a position.
     *
     * @param before the hash at the position before it, or the chain's origin
     */
    public Bytes next(Bytes before, long position, StoredEvent event) {
        return next(before, position, digest(event));
    }

    /**
     * Returns the hash at a position.
     *
     * @param before the hash at the position before it, or the chain's origin
     * @param digest the digest of the event there
     * @throws IllegalArgumentException if hash or digest are not of 32 bytes
     */
    public Bytes next(Bytes before, long position, Bytes digest) {
        link.clear()
                .put(requireHash(before).toArray())
                .putLong(position)
                .put(requireHash(digest).toArray());
        return Bytes.handOver(sha256.digest(link.array()));
    }

    static Bytes requireHash(Bytes hash) {
        if (hash.length() != Sha256.LENGTH) {
            throw new IllegalArgumentException(
                    "%d bytes are no hash, which has %d.".formatted(hash.length(), Sha256.LENGTH));
        }
        return hash;
    }
}
