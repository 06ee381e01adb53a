package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drains concurrent appends into batches, which are written one at a time: by a named platform
 * thread, or, where a recorder allows it, by one of the callers that wait, who hands on to the
 * next.
 *
 * <p>A batch never waits to fill: while one is written the next gathers. Requests keep their order.
 * The queue is bounded; a caller waits for room and for the writer until the deadline at the
 * latest. A caller interrupted before its request is taken withdraws it; afterwards it waits for
 * the outcome and its interrupt flag is restored. May be shared between threads.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(1);
    // The callers of a small batch are woken before the next one begins to write, so that those who
    // come back at once travel with it; to wake those of a large one first would keep it waiting.
    private static final int SMALL = 32;

    private final String owner;
    private final Duration deadline;
    private final BatchWriter writer;
    private final Writing writing;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition roomMade = lock.newCondition();
    private final AppendQueue queue = new AppendQueue();
    // Somebody writes, or has been appointed to.
    private boolean led;
    private volatile @Nullable Thread leader;
    private boolean closed;

    /** Who writes batches. */
    public enum Writing {
        /** The one named thread: for what must be called from a platform thread. */
        BY_THREAD,
        /**
         * A caller on a platform thread, if its request is the next, or else the named thread: no
         * hand-over for a caller that is alone.
         */
        BY_CALLERS
    }

    /**
     * Starts the thread, which alone writes.
     *
     * @param owner the recorder, for messages and the thread's name
     * @param deadline the longest that an append waits to be taken
     */
    public GroupCommit(String owner, Duration deadline, BatchWriter writer) {
        this(owner, deadline, writer, Writing.BY_THREAD);
    }

    /** Starts the thread, and says who writes. */
    public GroupCommit(String owner, Duration deadline, BatchWriter writer, Writing writing) {
        this.writing = requireNonNull(writing, "writing");
        this.owner = requireNonNull(owner, "owner");
        this.deadline = requireNonNull(deadline, "deadline");
        this.writer = requireNonNull(writer, "writer");
        this.thread =
                Thread.ofPlatform().name("annals-writer " + owner).daemon().unstarted(this::run);
        thread.start();
    }

    /** Returns whether the running code writes a batch, or is the named thread's. */
    public boolean isWriterThread() {
        Thread current = Thread.currentThread();
        return current == thread || current == leader;
    }

    /** Returns how many requests wait to be taken. */
    public int queueLength() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends one request with a batch of others and returns its outcome as if it were alone.
     *
     * @throws RecorderUnavailableException if it was not taken before the deadline, or the caller
     *     was interrupted before; nothing was written
     */
    public AppendReceipt append(AppendRequest request) {
        var ticket = new AppendTicket(request);
        long end = System.nanoTime() + deadline.toNanos();
        List<AppendTicket> batch = enqueue(ticket, end);
        if (!batch.isEmpty()) {
            lead(batch);
        }
        boolean interrupted = false;
        while (!ticket.isDone()) {
            if (ticket.isAppointed()) {
                leadNext(ticket);
                continue;
            }
            if (Thread.interrupted()) {
                if (ticket.withdraw()) {
                    resign(ticket);
                    throw interrupted();
                }
                interrupted = true;
            }
            long left = end - System.nanoTime();
            if (left <= 0 && ticket.withdraw()) {
                resign(ticket);
                throw late();
            }
            if (ticket.isTaken() || left <= 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        if (ticket.isAppointed()) {
            // Closed before its turn came.
            resign(ticket);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ticket.outcome();
    }

    /** Queues a request; if nobody writes and its caller may, returns what it is to write now. */
    private List<AppendTicket> enqueue(AppendTicket ticket, long end) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            while (!closed && queue.isFullFor(ticket)) {
                if (roomMade.awaitNanos(end - System.nanoTime()) <= 0) {
                    throw late();
                }
            }
            requireOpen();
            queue.add(ticket);
            if (led) {
                return List.of();
            }
            if (mayLead(ticket)) {
                led = true;
                List<AppendTicket> batch = queue.takeBatch();
                roomMade.signalAll();
                return batch;
            }
            changed.signal();
            return List.of();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayLead(AppendTicket ticket) {
        return writing == Writing.BY_CALLERS && ticket.isOfPlatformThread();
    }

    private void leadNext(AppendTicket ticket) {
        List<AppendTicket> batch;
        lock.lock();
        try {
            ticket.dismiss();
            batch = queue.takeBatch();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
        lead(batch);
    }

    /** Writes a batch on the caller's thread, whose interrupts are its own to hear later. */
    private void lead(List<AppendTicket> batch) {
        boolean interrupted = Thread.interrupted();
        leader = Thread.currentThread();
        try {
            write(batch);
        } finally {
            leader = null;
            handOver(batch);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the next one write, and those whose outcomes are known go on. */
    private void handOver(List<AppendTicket> written) {
        boolean isSmall = written.size() <= SMALL;
        if (isSmall) {
            written.forEach(AppendTicket::wake);
        }
        handOver();
        if (!isSmall) {
            written.forEach(AppendTicket::wake);
        }
    }

    /** Lets the next one write. */
    private void handOver() {
        lock.lock();
        try {
            AppendTicket next = queue.first();
            // What had been withdrawn is gone.
            roomMade.signalAll();
            if (next != null && mayLead(next)) {
                next.appoint();
                return;
            }
            led = false;
            // To wake the thread for nothing would cost a caller that is alone several
            // microseconds.
            if (next != null || closed) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what a caller may have been appointed to and does not do. */
    private void resign(AppendTicket ticket) {
        lock.lock();
        try {
            if (!ticket.isAppointed()) {
                return;
            }
            ticket.dismiss();
        } finally {
            lock.unlock();
        }
        handOver();
    }

    private void run() {
        try {
            for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                forgetInterrupts();
                write(batch);
                handOver(batch);
            }
        } finally {
            writer.close();
        }
    }

    /** Returns what is there, within the bounds of a batch; nothing when closed. */
    private List<AppendTicket> nextBatch() {
        while (true) {
            boolean othersWrite;
            lock.lock();
            try {
                awaitChange();
                othersWrite = led;
                if (closed && !led) {
                    return List.of();
                }
                // Nothing, if all that was queued has been withdrawn meanwhile.
                List<AppendTicket> batch = led ? List.of() : queue.takeBatch();
                roomMade.signalAll();
                if (!batch.isEmpty()) {
                    led = true;
                    return batch;
                }
            } finally {
                lock.unlock();
            }
            if (!othersWrite) {
                idle();
            }
        }
    }

    private void idle() {
        forgetInterrupts();
        try {
            writer.idle();
        } catch (RuntimeException | Error e) {
            // Were it thrown on, the thread would end and every later append would wait in vain.
            return;
        }
    }

    // Only close() stops this thread. An interrupt was meant for work that is over, and must not
    // end somebody else's append.
    private static void forgetInterrupts() {
        Thread.interrupted();
    }

    private void awaitChange() {
        long left = IDLE.toNanos();
        while ((led || (queue.isEmpty() && !closed)) && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                left = IDLE.toNanos();
            }
        }
    }

    private void write(List<AppendTicket> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writer.write(batch);
        } catch (RuntimeException e) {
            batch.forEach(ticket -> ticket.fail(e));
        } catch (Error e) {
            // Whoever writes goes on: it is the user's own work that failed so, and others wait.
            batch.forEach(ticket -> ticket.fail(e));
        }
    }

    /** Refuses what is not taken yet, waits for what is, and joins the thread. */
    @Override
    public void close() {
        refuseQueued();
        if (!isWriterThread()) {
            Joining.join(thread);
        }
    }

    /**
     * Closes, and if what was taken is not written after a while, ends that from outside. What
     * cannot be ended so is left behind when the same while is over once more: the thread, which is
     * a daemon, then ends whenever it can.
     *
     * @param overdue makes the writer fail soon
     */
    public void close(Duration patience, Runnable overdue) {
        refuseQueued();
        if (!isWriterThread()) {
            if (!Joining.joinWithin(thread, patience)) {
                overdue.run();
                Joining.joinAtMost(thread, patience);
            }
        }
    }

    private void refuseQueued() {
        List<AppendTicket> refused;
        lock.lock();
        try {
            closed = true;
            refused = queue.takeAll();
            refused.forEach(ticket -> ticket.refuse(new RecorderClosedException(owner)));
            changed.signalAll();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(AppendTicket::wake);
    }

    private void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(owner);
        }
    }

    private RecorderUnavailableException late() {
        return new RecorderUnavailableException(
                "%s did not begin the append within %s; nothing was written. Try again later."
                        .formatted(owner, deadline),
                null);
    }

    private RecorderUnavailableException interrupted() {
        Thread.currentThread().interrupt();
        return new RecorderUnavailableException(
                "The thread was interrupted before %s began the append; nothing was written."
                        .formatted(owner),
                null);
    }
}
