package org.annals.encryption;

import org.annals.settings.ConfigurationException;

import java.util.List;

/**
 * Has the keys: one that is active, which encrypts, and others that only decrypt.
 *
 * <p>It is asked for every message, so it answers from memory; keys may change between two calls. A
 * key stays under its id for as long as anything that it encrypted. Implementations may be shared
 * between threads.
 */
public interface KeyProvider {
    /** Returns the key to encrypt with. {@link #get} knows it too. */
    EncryptionKey active();

    /**
     * Returns the key of an id, to decrypt with.
     *
     * @throws EncryptionKeyNotFoundException if it is not here
     * @throws EncryptionKeyRevokedException if it was destroyed on purpose
     */
    EncryptionKey get(String keyId);

    /**
     * Returns a provider of these keys.
     *
     * @throws ConfigurationException if two have one id
     */
    static KeyProvider of(EncryptionKey active, EncryptionKey... forReading) {
        var ring = new KeyRing(active);
        for (EncryptionKey each : forReading) {
            ring.add(each);
        }
        return ring;
    }

    /**
     * Returns a provider of the keys in the settings {@code CIPHER_KEY} and {@code
     * CIPHER_OLD_KEYS}.
     *
     * @param active as {@link EncryptionKey#parse} reads it
     * @param old keys of the same form, separated by commas, or an empty text
     * @throws ConfigurationException if one is not a key, or two have one id; the message names the
     *     setting and nothing of its value
     */
    static KeyProvider from(String active, String old) {
        var ring = new KeyRing(EncryptionKey.parse(active, "CIPHER_KEY"));
        List<String> texts = old.isBlank() ? List.of() : List.of(old.split(",", -1));
        texts.forEach(text -> ring.add(EncryptionKey.parse(text, "CIPHER_OLD_KEYS")));
        return ring;
    }
}
