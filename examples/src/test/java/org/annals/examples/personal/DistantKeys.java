package org.annals.examples.personal;

import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.encryption.SubjectKeysUnavailableException;

import java.io.IOException;
import java.util.Optional;

/** Keys in a store that can be out of reach. */
final class DistantKeys implements SubjectKeys {
    private final SubjectKeys store;
    private volatile boolean outOfReach;

    DistantKeys(SubjectKeys store) {
        this.store = store;
    }

    /** Runs code while nothing can be had from the store. */
    void whileOutOfReach(Runnable code) {
        outOfReach = true;
        try {
            code.run();
        } finally {
            outOfReach = false;
        }
    }

    private SubjectKeys reached() {
        if (outOfReach) {
            throw new SubjectKeysUnavailableException("far away", new IOException("no route"));
        }
        return store;
    }

    @Override
    public EncryptionKey obtain(String subject) {
        return reached().obtain(subject);
    }

    @Override
    public Optional<EncryptionKey> find(String subject) {
        return reached().find(subject);
    }

    @Override
    public void erase(String subject) {
        reached().erase(subject);
    }
}
