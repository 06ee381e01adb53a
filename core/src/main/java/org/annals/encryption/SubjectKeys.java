package org.annals.encryption;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Has a key for each data subject, apart from the log that it makes readable, until the subject is
 * erased.
 *
 * <p>What is destroyed stays so: a subject that was erased has no key ever again. Whoever loses the
 * keys loses the data, and whoever keeps backups of them for long erases late. Implementations may
 * be shared between threads, and answer as the store is now, so that an erasure by another process
 * counts at once.
 */
public interface SubjectKeys {
    /**
     * Returns the key of a subject, which is made if there is none, and is durable then.
     *
     * @throws SubjectErasedException if the subject was erased
     * @throws SubjectKeysUnavailableException if the store cannot be reached
     */
    EncryptionKey obtain(String subject);

    /**
     * Returns the key of a subject, or empty if it never had one here.
     *
     * @throws SubjectErasedException if the subject was erased
     * @throws SubjectKeysUnavailableException if the store cannot be reached
     */
    Optional<EncryptionKey> find(String subject);

    /**
     * Destroys the key of a subject, whether it has one or not. May be repeated. When it returns,
     * that is durable.
     *
     * @throws SubjectKeysUnavailableException if the store cannot be reached
     */
    void erase(String subject);

    /** Returns keys in memory, for tests: with them the data is lost. */
    static SubjectKeys inMemory() {
        return new SubjectKeysInMemory();
    }

    /**
     * Returns keys in a folder, a file for each subject, for its owner alone. Any number of
     * processes may share it.
     *
     * @throws org.annals.settings.ConfigurationException if it is not there and cannot be made
     */
    static SubjectKeys inFolder(Path folder) {
        return SubjectKeyFolder.open(folder);
    }
}
