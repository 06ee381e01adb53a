package org.annals.encryption;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keys that end with the process. */
final class SubjectKeysInMemory implements SubjectKeys {
    // Empty where a subject was erased.
    private final Map<String, Optional<EncryptionKey>> keys = new HashMap<>();

    @Override
    public synchronized EncryptionKey obtain(String subject) {
        return keys.computeIfAbsent(
                        requireNonNull(subject, "subject"),
                        added -> Optional.of(EncryptionKey.generate()))
                .orElseThrow(() -> new SubjectErasedException(subject));
    }

    @Override
    public synchronized Optional<EncryptionKey> find(String subject) {
        Optional<EncryptionKey> known = keys.get(requireNonNull(subject, "subject"));
        if (known != null && known.isEmpty()) {
            throw new SubjectErasedException(subject);
        }
        return known == null ? Optional.empty() : known;
    }

    @Override
    public synchronized void erase(String subject) {
        keys.put(requireNonNull(subject, "subject"), Optional.empty());
    }

    /** Returns nothing of the keys. */
    @Override
    public String toString() {
        return "SubjectKeys[in memory]";
    }
}
