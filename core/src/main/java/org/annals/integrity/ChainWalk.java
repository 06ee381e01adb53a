package org.annals.integrity;

import org.annals.integrity.ChainResult.Broken;
import org.annals.integrity.ChainResult.Intact;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** Goes along a log, in order, until something is not as it was. For one thread. */
final class ChainWalk {
    private final HashChain chain = new HashChain();
    private final List<SignedHead> heads;
    private long position;
    private Bytes hash;
    private int nextHead;

    ChainWalk(UUID logId, List<SignedHead> heads) {
        this.hash = HashChain.originOf(logId);
        this.heads =
                heads.stream()
                        .sorted((one, other) -> Long.compare(one.position(), other.position()))
                        .toList();
    }

    /** Returns what is wrong before the first event, if anything is. */
    @Nullable Broken brokenAtOrigin() {
        return brokenBySignature();
    }

    /** Goes one step, and returns what is wrong with it, if anything is. */
    @Nullable Broken accept(ChainedEvent kept) {
        if (kept.position() < 1) {
            return new Broken(kept.position(), Difference.INSERTED);
        }
        long expected = position + 1;
        if (kept.position() > expected) {
            return new Broken(expected, Difference.REMOVED);
        }
        if (kept.storedEvent() == null) {
            return new Broken(expected, Difference.UNREADABLE);
        }
        if (kept.hash() == null) {
            return new Broken(expected, Difference.HASH_MISSING);
        }
        Bytes actual = chain.next(hash, expected, kept.storedEvent());
        if (!actual.equals(kept.hash())) {
            return new Broken(expected, Difference.CHANGED);
        }
        position = expected;
        hash = actual;
        return brokenBySignature();
    }

    private @Nullable Broken brokenBySignature() {
        while (nextHead < heads.size() && heads.get(nextHead).position() == position) {
            if (!heads.get(nextHead).hash().equals(hash)) {
                return new Broken(position, Difference.REBUILT);
            }
            nextHead++;
        }
        return null;
    }

    /** Returns what is missing after the last event, if anything is. */
    @Nullable Broken brokenAtEnd() {
        return nextHead < heads.size() ? new Broken(position + 1, Difference.CUT) : null;
    }

    /** Returns how far the log was sound. */
    Intact intact() {
        return new Intact(position, hash);
    }
}
