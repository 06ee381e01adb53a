package org.annals.examples.personal;

import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.encryption.SubjectKeysUnavailableException;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys in a store that can be out of reach. */
final class DistantKeys implements SubjectKeys {
    private final SubjectKeys store;
    private volatile boolean outOfReach;
    private final AtomicInteger usesLeft = new AtomicInteger(Integer.MAX_VALUE);

    DistantKeys(SubjectKeys store) {
        this.store = store;
    }

    /** Runs code while nothing can be had from the store. */
    void whileOutOfReach(Runnable code) {
        lose();
        try {
            code.run();
        } finally {
            find();
        }
    }

    /** Lets nothing be had from the store. */
    void lose() {
        outOfReach = true;
    }

    /** Lets so many keys be had from the store, and then nothing. */
    void loseAfter(int uses) {
        usesLeft.set(uses);
    }

    /** Lets everything be had again. */
    void find() {
        outOfReach = false;
        usesLeft.set(Integer.MAX_VALUE);
    }

    private SubjectKeys reached() {
        if (outOfReach || usesLeft.getAndDecrement() <= 0) {
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
