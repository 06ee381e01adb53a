package org.annals.integrity;

import org.annals.integrity.ChainResult.Intact;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept where a chain breaks and after it, by which is told how it came to be so: whatever
 * goes with the hash before it and with its own belongs where these say, wherever it stands. For
 * one thread.
 */
final class Neighbours {
    private static final int NOWHERE = -1;

    private final HashChain chain = new HashChain();
    private final Intact before;
    private final List<ChainedEvent> kept;
    private final List<@Nullable Bytes> digests = new ArrayList<>();

    /**
     * @param before how far the chain is sound
     * @param kept what is kept after that
     */
    Neighbours(Intact before, List<ChainedEvent> kept) {
        this.before = before;
        this.kept = kept;
        for (ChainedEvent each : kept) {
            digests.add(each.storedEvent() == null ? null : chain.digest(each.storedEvent()));
        }
    }

    /** Returns how it came to be so, or what was seen if that cannot be told. */
    Difference judge(Difference seen) {
        long broken = before.head() + 1;
        int original = indexOf(before.hash(), broken, 0);
        if (seen == Difference.REMOVED) {
            return original == NOWHERE ? seen : Difference.MOVED;
        }
        if (original != NOWHERE) {
            return isFollowedByTheNext(original, broken) ? Difference.INSERTED : Difference.MOVED;
        }
        if (contentStandsElsewhere(broken)) {
            return Difference.MOVED;
        }
        return seen == Difference.CHANGED && laterOnesMovedUp(broken) ? Difference.REMOVED : seen;
    }

    /** Whether what comes after the original of a position is the original of the next one. */
    private boolean isFollowedByTheNext(int original, long position) {
        Bytes hash = kept.get(original).hash();
        int next = hash == null ? NOWHERE : indexOf(hash, position + 1, 0);
        return next == original + 1 || (next == NOWHERE && original == kept.size() - 1);
    }

    private boolean contentStandsElsewhere(long position) {
        Bytes hash = kept.getFirst().hash();
        for (int i = 1; i < kept.size(); i++) {
            if (fits(before.hash(), position, i, hash)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first two are neighbours of old, who stood at later positions. */
    private boolean laterOnesMovedUp(long position) {
        Bytes hash = kept.getFirst().hash();
        if (hash == null || hash.length() != Sha256.LENGTH || kept.size() < 2) {
            return false;
        }
        for (int shift = 1; shift <= ChainVerification.PAGE; shift++) {
            if (fits(hash, position + 1 + shift, 1, kept.get(1).hash())) {
                return true;
            }
        }
        return false;
    }

    /** Returns where the original of a position stands, from an index on. */
    private int indexOf(Bytes hashBefore, long position, int from) {
        for (int i = from; i < kept.size(); i++) {
            if (fits(hashBefore, position, i, kept.get(i).hash())) {
                return i;
            }
        }
        return NOWHERE;
    }

    private boolean fits(Bytes hashBefore, long position, int index, @Nullable Bytes hash) {
        Bytes digest = digests.get(index);
        return digest != null
                && hash != null
                && hashBefore.length() == Sha256.LENGTH
                && chain.next(hashBefore, position, digest).equals(hash);
    }
}
