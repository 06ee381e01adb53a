package org.annals.encryption;

import org.annals.settings.ConfigurationException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keys in memory. Filled by the one who makes it, and unchanged from then on. */
final class KeyRing implements KeyProvider {
    private final EncryptionKey active;
    private final Map<String, EncryptionKey> keys = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();

    KeyRing(EncryptionKey active) {
        this.active = active;
        keys.put(active.id(), active);
    }

    /** Adds a key to decrypt with. */
    void add(EncryptionKey key) {
        requireNew(key.id());
        keys.put(key.id(), key);
    }

    /** Adds the id of a key that was destroyed. */
    void addRevoked(String keyId) {
        requireNew(keyId);
        revoked.add(keyId);
    }

    private void requireNew(String keyId) {
        if (keys.containsKey(keyId) || revoked.contains(keyId)) {
            throw new ConfigurationException(
                    "Two encryption keys have the id '%s'. Give each key once, under an id of its own."
                            .formatted(keyId));
        }
    }

    boolean has(String keyId) {
        return keys.containsKey(keyId) || revoked.contains(keyId);
    }

    /**
     * Requires that under each id there is the key that was there before, if any.
     *
     * @throws ConfigurationException if there is another one
     */
    void requireSameKeysAs(KeyRing earlier) {
        for (EncryptionKey key : keys.values()) {
            EncryptionKey before = earlier.keys.get(key.id());
            if (before != null && !before.hasSecretOf(key)) {
                throw new ConfigurationException(
                        "The encryption key '%s' was replaced by another one under its id, which could not read what it encrypted. Give it back, and the other one an id of its own."
                                .formatted(key.id()));
            }
        }
    }

    @Override
    public EncryptionKey active() {
        return active;
    }

    @Override
    public EncryptionKey get(String keyId) {
        EncryptionKey key = keys.get(keyId);
        if (key != null) {
            return key;
        }
        if (revoked.contains(keyId)) {
            throw new EncryptionKeyRevokedException(keyId);
        }
        throw new EncryptionKeyNotFoundException(keyId);
    }

    /** Returns the ids, and nothing of the secrets. */
    @Override
    public String toString() {
        return "Keys[active %s, %d in all, %d revoked]"
                .formatted(active.id(), keys.size(), revoked.size());
    }
}
