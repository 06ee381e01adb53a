package org.annals.tink;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;

import org.annals.encryption.EncryptionKeyNotFoundException;
import org.annals.encryption.EncryptionKeyRevokedException;
import org.annals.settings.ConfigurationException;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of a keyset of Tink, ready for use. Immutable. */
public final class Keyset {
    private final KeysetKey primary;
    private final Map<Integer, KeysetKey> enabled = new HashMap<>();
    private final Set<Integer> destroyed = new HashSet<>();

    private Keyset(KeysetHandle handle) throws GeneralSecurityException {
        for (int i = 0; i < handle.size(); i++) {
            add(handle.getAt(i));
        }
        int id = handle.getPrimary().getId();
        KeysetKey found = enabled.get(id);
        if (found == null) {
            throw new ConfigurationException(
                    "The primary key %s of a keyset writes no prefix, and what it encrypts would not name it. Make one primary that does, such as of the template AES256_GCM."
                            .formatted(KeysetKey.name(id)));
        }
        primary = found;
    }

    private void add(KeysetHandle.Entry entry) throws GeneralSecurityException {
        KeyStatus status = entry.getStatus();
        if (status == KeyStatus.DESTROYED) {
            destroyed.add(entry.getId());
        } else if (status == KeyStatus.ENABLED && entry.getKey().getIdRequirementOrNull() != null) {
            enabled.put(entry.getId(), KeysetKey.of(entry));
        }
    }

    /**
     * Returns the keys of a keyset. Those that are disabled, and those that write no prefix and so
     * are not named by what they encrypt, are left out.
     *
     * @throws ConfigurationException if the primary key is not enabled or writes no prefix, or if
     *     one is not the key of an AEAD, or of one that works elsewhere, as in a key management
     *     service
     */
    public static Keyset of(KeysetHandle handle) {
        try {
            return new Keyset(handle);
        } catch (GeneralSecurityException | IllegalStateException e) {
            // Without the cause, which is Tink's own and might tell more than it should.
            throw new ConfigurationException(
                    "A keyset has a key that cannot be used here, or no primary key that is enabled. Give one of AEAD keys alone, whose primary key is enabled.");
        }
    }

    KeysetKey primary() {
        return primary;
    }

    boolean has(int keyId) {
        return enabled.containsKey(keyId) || destroyed.contains(keyId);
    }

    /**
     * @throws EncryptionKeyNotFoundException if it is not here, or is disabled
     * @throws EncryptionKeyRevokedException if it is destroyed
     */
    KeysetKey get(int keyId) {
        KeysetKey key = enabled.get(keyId);
        if (key != null) {
            return key;
        }
        if (destroyed.contains(keyId)) {
            throw new EncryptionKeyRevokedException(KeysetKey.name(keyId));
        }
        throw new EncryptionKeyNotFoundException(KeysetKey.name(keyId));
    }

    /**
     * Requires that under each id there is the key that was there before, if any.
     *
     * @throws ConfigurationException if there is another one
     */
    void requireSameKeysAs(Keyset earlier) {
        for (Map.Entry<Integer, KeysetKey> each : enabled.entrySet()) {
            KeysetKey before = earlier.enabled.get(each.getKey());
            if (before != null && !before.isSameAs(each.getValue())) {
                throw new ConfigurationException(
                        "The key %s of a keyset was replaced by another one under its id, which could not read what it encrypted. Give it back, and the other one an id of its own."
                                .formatted(each.getValue().name()));
            }
        }
    }

    /** Returns the id of the primary key and how many there are, and nothing of the secrets. */
    @Override
    public String toString() {
        return "Keyset[primary %s, %d enabled, %d destroyed]"
                .formatted(primary.name(), enabled.size(), destroyed.size());
    }
}
