package org.annals.integrity;

import static java.util.Objects.requireNonNull;

import org.annals.domain.TriggerScope;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogRecorder;

import java.time.Instant;
import java.util.List;

/**
 * Signs heads of logs.
 *
 * {@snippet class="org.annals.integrity.SignedHeadTest" region="sign"}
 *
 * <p>The shorter the time between two heads, the less can be cut off unseen, and the shorter a
 * proof. May be shared between threads.
 */
public final class HeadSigner {
    private final SigningKey key;

    /** Makes one that signs with a key. */
    public HeadSigner(SigningKey key) {
        this.key = requireNonNull(key, "key");
    }

    /**
     * Signs what a log is now, without verifying it: the hash that is kept at its head.
     *
     * @throws LogNotChainedException if the log has no chain
     * @throws ChainBrokenException if no hash is kept at the head
     */
    public SignedHead sign(LogRecorder recorder) {
        ChainedRecorder chained = ChainVerification.requireChained(recorder);
        long head = chained.head();
        if (head == 0) {
            return sign(chained.identity(), 0, HashChain.originOf(chained.identity().logId()));
        }
        List<ChainedEvent> last = chained.readChain(head - 1, 1);
        Bytes hash = last.isEmpty() ? null : last.getFirst().hash();
        if (hash == null) {
            throw new ChainBrokenException(head, Difference.HASH_MISSING);
        }
        return sign(chained.identity(), head, hash);
    }

    /** Signs what a log was found to be. */
    public SignedHead sign(LogIdentity log, ChainResult.Intact intact) {
        return sign(log, intact.head(), intact.hash());
    }

    private SignedHead sign(LogIdentity log, long position, Bytes hash) {
        Instant time = TriggerScope.current().now();
        byte[] signed =
                SignedHead.signedBytes(
                        log.logId(), log.incarnation(), position, hash, time, key.id());
        return new SignedHead(
                log.logId(),
                log.incarnation(),
                position,
                hash,
                time,
                key.id(),
                Bytes.handOver(key.sign(signed)));
    }
}
