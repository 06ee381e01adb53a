package org.annals.memory;

import org.annals.integrity.HashChain;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;

import java.util.Arrays;
import java.util.UUID;

/**
 * The chain's hashes by position. One thread at a time adds; others may read up to a head that was
 * {@linkplain Committed committed} before.
 */
final class Hashes {
    private final HashChain chain = new HashChain();
    // Volatile, so that whoever sees a larger array sees what was copied into it.
    private volatile Bytes[] hashes = new Bytes[16];
    private int size;

    Hashes(UUID logId) {
        beginWith(logId);
    }

    /** Begins the chain, which has no event yet, with the id of its log. */
    void beginWith(UUID logId) {
        hashes[0] = HashChain.originOf(logId);
        size = 1;
    }

    void add(StoredEvent event) {
        Bytes[] array = hashes;
        if (size == array.length) {
            array = Arrays.copyOf(array, size * 2);
            hashes = array;
        }
        array[size] = chain.next(array[size - 1], size, event);
        size++;
    }

    Bytes at(long position) {
        return hashes[Math.toIntExact(position)];
    }
}
