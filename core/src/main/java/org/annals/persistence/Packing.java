package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.compression.Compressor;
import org.annals.compression.DeflateCompressor;
import org.annals.encryption.Cipher;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * How a mapper keeps what the transcoder made: compressed, encrypted, or as it is.
 *
 * {@snippet class="org.annals.persistence.PackingTest" region="packing"}
 *
 * <p>What is written follows what is said here. What is read says itself how it was made: see
 * {@link StoredForm}. Immutable; may be shared between threads.
 */
public final class Packing {
    /** How many bytes compressed data may become, where nothing else is said: 4 MiB. */
    public static final int INFLATED_BYTES = 4 << 20;

    private final @Nullable Compressor compressor;
    private final Map<Integer, Compressor> compressors;
    private final @Nullable Cipher cipher;
    private final boolean encryptedOnly;
    private final int inflatedBytes;
    private final @Nullable UUID logId;

    private Packing(
            @Nullable Compressor compressor,
            Map<Integer, Compressor> compressors,
            @Nullable Cipher cipher,
            boolean encryptedOnly,
            int inflatedBytes,
            @Nullable UUID logId) {
        this.compressor = compressor;
        this.compressors = Map.copyOf(compressors);
        this.cipher = cipher;
        this.encryptedOnly = encryptedOnly;
        this.inflatedBytes = inflatedBytes;
        this.logId = logId;
    }

    /** Returns the packing that writes plain data, and reads what plain deflate made as well. */
    public static Packing plain() {
        Compressor deflate = DeflateCompressor.plain();
        return new Packing(null, Map.of(deflate.id(), deflate), null, false, INFLATED_BYTES, null);
    }

    /**
     * Returns a packing that compresses what becomes smaller by it, unless its type is secret: the
     * size of what is compressed tells something of it, encrypted or not.
     */
    public Packing compressing(Compressor compressor) {
        requireNonNull(compressor, "compressor");
        return reading(compressor).with(compressor);
    }

    private Packing with(Compressor active) {
        return new Packing(active, compressors, cipher, encryptedOnly, inflatedBytes, logId);
    }

    /** Returns a packing that also reads what this compressor made. */
    public Packing reading(Compressor compressor) {
        Map<Integer, Compressor> more = new HashMap<>(compressors);
        more.put(compressor.id(), compressor);
        return new Packing(this.compressor, more, cipher, encryptedOnly, inflatedBytes, logId);
    }

    /** Returns a packing that encrypts everything, each event bound to its log and its place. */
    public Packing encrypting(Cipher cipher) {
        requireNonNull(cipher, "cipher");
        return new Packing(compressor, compressors, cipher, encryptedOnly, inflatedBytes, logId);
    }

    /**
     * Returns a packing that refuses to read what is not encrypted: whoever can write to the
     * database could otherwise put plain data in the place of secret.
     *
     * @throws IllegalStateException if it has no cipher
     */
    public Packing encryptedOnly() {
        if (cipher == null) {
            throw new IllegalStateException(
                    "What is not encrypted cannot be refused where nothing is. Say encrypting(…) first.");
        }
        return new Packing(compressor, compressors, cipher, true, inflatedBytes, logId);
    }

    /**
     * Returns a packing with another bound on what compressed data may become.
     *
     * @param bytes no less than the largest event that may be written
     * @throws IllegalArgumentException if it is below 1
     */
    public Packing inflatingTo(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "Data cannot be inflated to at most %d bytes: allow 1 at least."
                            .formatted(bytes));
        }
        return new Packing(compressor, compressors, cipher, encryptedOnly, bytes, logId);
    }

    /** Returns a packing for the log of an id, to which what it encrypts is bound. */
    Packing ofLog(UUID logId) {
        return new Packing(
                compressor,
                compressors,
                cipher,
                encryptedOnly,
                inflatedBytes,
                requireNonNull(logId, "logId"));
    }

    /**
     * Returns the stored form of encoded bytes.
     *
     * @param secret whether they must not be compressed
     * @param facts what they belong to
     * @throws IllegalArgumentException if they are more than could be inflated again
     */
    Bytes packed(byte[] encoded, boolean secret, ClearFacts facts) {
        byte[] body = encoded;
        int compressorId = StoredForm.NONE;
        if (compressor != null && !secret) {
            byte[] smaller = compressor.compress(encoded);
            if (smaller.length < encoded.length) {
                requireReadable(encoded.length);
                body = smaller;
                compressorId = compressor.id();
            }
        }
        if (cipher == null) {
            return StoredForm.of(compressorId, StoredForm.NONE, body);
        }
        byte[] associated = facts.bytes(logId(), compressorId, cipher.id());
        return StoredForm.of(compressorId, cipher.id(), cipher.encrypt(body, associated));
    }

    private void requireReadable(int length) {
        if (length > inflatedBytes) {
            throw new IllegalArgumentException(
                    "%d encoded bytes are more than the %d to which data is inflated when it is read. Make it smaller, or raise INFLATE_MAX_BYTES."
                            .formatted(length, inflatedBytes));
        }
    }

    /**
     * Returns the encoded bytes of a stored form.
     *
     * @param facts what they belong to
     * @param fault makes an exception of what is wrong with the form itself
     * @throws org.annals.domain.EventSourcingException if they do not open, inflate to too much or
     *     are not encrypted and have to be
     */
    byte[] unpacked(Bytes data, ClearFacts facts, Function<String, RuntimeException> fault) {
        StoredForm.requireKnown(data, fault);
        int compressorId = Byte.toUnsignedInt(data.at(StoredForm.COMPRESSOR));
        int cipherId = Byte.toUnsignedInt(data.at(StoredForm.CIPHER));
        byte[] body = data.toArray(StoredForm.HEADER_LENGTH);
        if (cipherId != StoredForm.NONE) {
            body = decrypted(body, facts, compressorId, cipherId, fault);
        } else if (encryptedOnly) {
            throw new NotEncryptedException();
        }
        if (compressorId == StoredForm.NONE) {
            return body;
        }
        Compressor reader = compressors.get(compressorId);
        if (reader == null) {
            throw fault.apply(
                    "its compressor is %d, which is not known here. Read it with the modules and the dictionaries that wrote it."
                            .formatted(compressorId));
        }
        return reader.decompress(body, 0, inflatedBytes);
    }

    private byte[] decrypted(
            byte[] body,
            ClearFacts facts,
            int compressorId,
            int cipherId,
            Function<String, RuntimeException> fault) {
        Cipher opener = cipher;
        if (opener == null) {
            throw fault.apply(
                    "it is encrypted by cipher %d, and there is none here. Set the keys, CIPHER_KEY or CIPHER_KEY_FILE."
                            .formatted(cipherId));
        }
        if (opener.id() != cipherId) {
            throw fault.apply(
                    "its cipher is %d, and the one here is %d. Read it with the cipher that wrote it."
                            .formatted(cipherId, opener.id()));
        }
        return opener.decrypt(body, 0, facts.bytes(logId(), compressorId, cipherId));
    }

    /** Returns the id of the log to which what is encrypted is bound. */
    UUID logId() {
        if (logId == null) {
            throw new IllegalStateException(
                    "What is encrypted is bound to a log, and this mapper has none. Give it to an EventStore, or say mapper.ofLog(…).");
        }
        return logId;
    }

    /** Returns what is written and read, and nothing of keys. */
    @Override
    public String toString() {
        return "Packing[compressor=%s, cipher=%s]".formatted(compressor, cipher);
    }
}
