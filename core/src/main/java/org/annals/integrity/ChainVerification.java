package org.annals.integrity;

import static java.util.Objects.requireNonNull;

import org.annals.integrity.ChainResult.Broken;
import org.annals.integrity.ChainResult.Intact;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogRecorder;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads a whole log and finds the first position at which it is not as it was recorded.
 *
 * {@snippet class="org.annals.integrity.SignedHeadTest" region="verify"}
 *
 * <p>The chain alone shows whatever was changed by someone who did not make all later hashes anew.
 * Signed heads show that too, up to the last of them, and a tail that was cut. Indexes and other
 * tables that a recorder keeps beside its events are not looked at.
 *
 * <p>The log is read in pages of {@value #PAGE} up to the head that it has when the verification
 * begins, so that it ends although others append. Immutable; may be shared between threads.
 */
public final class ChainVerification {
    static final int PAGE = 1000;

    private final ChainedRecorder recorder;
    private final List<SignedHead> heads;

    private ChainVerification(ChainedRecorder recorder, List<SignedHead> heads) {
        this.recorder = recorder;
        this.heads = heads;
    }

    /**
     * Returns the verification of a log by its chain alone.
     *
     * @throws LogNotChainedException if it has none
     */
    public static ChainVerification of(LogRecorder recorder) {
        return new ChainVerification(requireChained(recorder), List.of());
    }

    static ChainedRecorder requireChained(LogRecorder recorder) {
        if (requireNonNull(recorder, "recorder") instanceof ChainedRecorder chained
                && chained.isChained()) {
            return chained;
        }
        throw new LogNotChainedException(recorder.identity().name());
    }

    /**
     * Returns this verification with heads to be met on the way.
     *
     * @throws HeadNotAuthenticException if no key of the verifier has signed one of them
     * @throws IllegalArgumentException if one is of another log, or of another incarnation of it
     */
    public ChainVerification against(List<SignedHead> heads, HeadVerifier verifier) {
        LogIdentity log = recorder.identity();
        for (SignedHead head : heads) {
            verifier.verify(head);
            if (!head.logId().equals(log.logId())
                    || !head.incarnation().equals(log.incarnation())) {
                throw new IllegalArgumentException(
                        "The head of position %d is of log %s, incarnation %s; '%s' says that it is log %s, incarnation %s. Give the heads of this one, and find out why it is another if it should not be."
                                .formatted(
                                        head.position(),
                                        head.logId(),
                                        head.incarnation(),
                                        log.name(),
                                        log.logId(),
                                        log.incarnation()));
            }
        }
        return new ChainVerification(recorder, List.copyOf(heads));
    }

    /** Reads the log and returns what was found. */
    public ChainResult verify() {
        return verify(sound -> {});
    }

    /**
     * Reads the log and returns what was found, which may take a while.
     *
     * @param progress told after each page, by the same thread, up to which position the log was
     *     sound
     */
    public ChainResult verify(LongConsumer progress) {
        long head = recorder.head();
        var walk = new ChainWalk(recorder.identity().logId(), heads);
        Broken broken = walk.brokenAtOrigin();
        long after = Long.MIN_VALUE;
        while (broken == null && after < head) {
            List<ChainedEvent> page = recorder.readChain(after, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (ChainedEvent kept : page) {
                if (kept.position() > head) {
                    break;
                }
                broken = walk.accept(kept);
                if (broken != null) {
                    break;
                }
            }
            after = page.getLast().position();
            progress.accept(walk.intact().head());
        }
        if (broken == null) {
            broken = walk.brokenAtEnd();
        }
        return broken == null ? walk.intact() : located(broken, walk.intact());
    }

    /** Says how a log differs where it does, by what stands there and in the page after it. */
    private Broken located(Broken broken, Intact before) {
        return switch (broken.difference()) {
            case CHANGED, HASH_MISSING, UNREADABLE, REMOVED ->
                    new Broken(
                            broken.position(),
                            new Neighbours(before, recorder.readChain(broken.position() - 1, PAGE))
                                    .judge(broken.difference()));
            case CUT, INSERTED, MOVED, REBUILT -> broken;
        };
    }
}
