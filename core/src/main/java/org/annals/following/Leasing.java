package org.annals.following;

import org.annals.domain.EventSourcingException;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Lease;
import org.annals.persistence.Recorder;
import org.annals.recording.Joining;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How a follower has the right to follow, keeps it, and leaves it to another member of its group.
 * May be shared between threads.
 */
final class Leasing {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final int PARTS = 3;
    private static final int LOOKS = 2;

    private final String trackedAs;
    private final Recorder recorder;
    private final Duration duration;
    private final Members members;
    private final int number;
    private final String owner;
    private volatile @Nullable Lease lease;
    private volatile long acquired;
    private volatile boolean isLeaving;
    private volatile Refusal refusal = Refusal.none();
    private boolean isFree;
    private long freeSince;

    Leasing(String upstream, RecordedDownstream downstream, Members members) {
        this.trackedAs = downstream.trackedAs(upstream);
        this.recorder = downstream.recorder();
        this.members = members;
        this.number = members.enlist();
        this.duration = members.lease();
        this.owner =
                "process %d, %s"
                        .formatted(ProcessHandle.current().pid(), TriggerScope.current().nextId());
    }

    /** Returns the epoch of the lease, 0 if it has none. */
    long epoch() {
        Lease held = lease;
        return held == null ? 0 : held.epoch();
    }

    /** Takes the lease, or prolongs it if that is due; returns whether it has it. */
    boolean hold() {
        if (lease == null || System.nanoTime() - acquired >= part().toNanos()) {
            acquire();
        }
        return lease != null;
    }

    /**
     * Takes the lease as {@link #hold} does, unless it is for another member that is there: for a
     * while, so that one which does not take it holds up nothing.
     */
    boolean holdUnlessForAnother() {
        if (lease != null || members.present().isEmpty()) {
            if (hold()) {
                return true;
            }
            members.look();
            return false;
        }
        members.look();
        if (members.isOurs(number)) {
            return hold();
        }
        if (recorder.findLease(trackedAs).isPresent()) {
            isFree = false;
            return false;
        }
        members.lookAgain();
        if (!members.isOurs(number) && !isFreeForLong()) {
            return false;
        }
        refusal = refusal.by(members.present());
        isFree = false;
        return hold();
    }

    private boolean isFreeForLong() {
        if (!isFree) {
            isFree = true;
            freeSince = System.nanoTime();
        }
        return System.nanoTime() - freeSince > untilNextLook().multipliedBy(LOOKS).toNanos();
    }

    /** Is told that the follower begins to run. */
    void enter() {
        members.enter();
    }

    /** Is told that it has ended. */
    void leave() {
        release();
        members.leave();
    }

    /** Returns whether the follower is not to go on: the lease is lost, or is for another. */
    boolean isOver() {
        return lease == null || isLeaving;
    }

    /** Leaves the lease to another, if it is for one. */
    void leaveToAnother() {
        if (isLeaving) {
            isLeaving = false;
            isFree = false;
            release();
        }
    }

    private void acquire() {
        long now = System.nanoTime();
        lease = recorder.acquireLease(trackedAs, owner, duration).orElse(null);
        acquired = now;
    }

    /** Returns how long to wait before looking again whether it is free. */
    Duration untilNextLook() {
        Duration part = part();
        return part.compareTo(LONGEST_LOOK) < 0 ? part : LONGEST_LOOK;
    }

    private Duration part() {
        return duration.dividedBy(PARTS);
    }

    /**
     * Waits until whoever follows has reached a position, for some time at most, and returns
     * whether that is so.
     */
    boolean awaitOthers(long position, long nanos) throws InterruptedException {
        Duration part = Duration.ofNanos(Math.min(nanos, LONGEST_WAIT.toNanos()));
        return recorder.awaitTracking(trackedAs, position, part);
    }

    /** Is told that somebody has a later one. */
    void lost() {
        lease = null;
    }

    /** Gives it back, if it has it. */
    void release() {
        Lease held = lease;
        if (held == null) {
            return;
        }
        lease = null;
        try {
            recorder.releaseLease(held);
        } catch (EventSourcingException e) {
            // Its time will be over.
            return;
        }
    }

    /** Keeps it from a thread of its own until closed. */
    Keeping keep(Runnable lost) {
        return new Keeping(lost);
    }

    final class Keeping {
        private final Signal closing = new Signal();
        private final Runnable lost;
        private final Thread thread;
        private volatile boolean isClosed;

        private Keeping(Runnable lost) {
            this.lost = lost;
            this.thread = Thread.ofVirtual().name("annals-lease " + trackedAs).start(this::prolong);
        }

        private void prolong() {
            long epoch = epoch();
            while (!isClosed) {
                lookForOthers();
                try {
                    closing.await(0, part().toNanos());
                    if (isClosed) {
                        return;
                    }
                    acquire();
                } catch (InterruptedException e) {
                    return;
                } catch (EventSourcingException e) {
                    // Whoever takes it meanwhile is safe from this follower by the epoch.
                    continue;
                } catch (IllegalStateException e) {
                    // The place was divided, and has no epoch left.
                    lost();
                }
                if (epoch() != epoch) {
                    lost.run();
                    return;
                }
            }
        }

        private void lookForOthers() {
            try {
                members.look();
            } catch (EventSourcingException e) {
                // It is asked again.
                return;
            }
            if (!isLeaving
                    && !members.isOurs(number)
                    && !refusal.isOf(members.present(), duration)) {
                isLeaving = true;
                lost.run();
            }
        }

        void close() {
            isClosed = true;
            closing.raise();
            Joining.join(thread);
        }
    }
}
