package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drains concurrent appends into batches, which one named platform thread writes.
 *
 * <p>A batch never waits to fill: while one is written the next gathers. Requests keep their order.
 * The queue is bounded; a caller waits for room and for the writer until the deadline at the
 * latest. A caller interrupted before its request is taken withdraws it; afterwards it waits for
 * the outcome and its interrupt flag is restored. May be shared between threads.
 */
public final class GroupCommit implements AutoCloseable {
    private static final int QUEUE_REQUESTS = 10_000;
    private static final long QUEUE_BYTES = 64L << 20;
    private static final int BATCH_REQUESTS = 500;
    private static final int BATCH_EVENTS = 1_000;
    private static final long BATCH_BYTES = 4L << 20;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String owner;
    private final Duration deadline;
    private final BatchWriter writer;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition roomMade = lock.newCondition();
    private final Deque<AppendTicket> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean closed;

    /** Writes batches. Called by the one thread alone. */
    public interface BatchWriter {
        /**
         * Writes a batch as one transaction and answers each of its tickets. If it throws, tickets
         * without an answer are given the exception, each one of its own; nothing of theirs was
         * written. The thread is not interrupted when it begins, and need not be when it ends.
         */
        void write(List<AppendTicket> batch);

        /**
         * Does what is better done while nobody appends. What it throws is not heard: whatever is
         * wrong is met again by the next batch.
         */
        void idle();

        /** Frees what the writer holds; called once, after the last batch. */
        void close();
    }

    /**
     * Starts the thread.
     *
     * @param owner the recorder, for messages and the thread's name
     * @param deadline the longest that an append waits to be taken
     */
    public GroupCommit(String owner, Duration deadline, BatchWriter writer) {
        this.owner = requireNonNull(owner, "owner");
        this.deadline = requireNonNull(deadline, "deadline");
        this.writer = requireNonNull(writer, "writer");
        this.thread =
                Thread.ofPlatform().name("annals-writer " + owner).daemon().unstarted(this::run);
        thread.start();
    }

    /** Returns whether the running code is the writer's own. */
    public boolean isWriterThread() {
        return Thread.currentThread() == thread;
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
        enqueue(ticket, end);
        boolean interrupted = false;
        while (!ticket.isDone()) {
            if (Thread.interrupted()) {
                if (ticket.withdraw()) {
                    throw interrupted();
                }
                interrupted = true;
            }
            long left = end - System.nanoTime();
            if (left <= 0 && ticket.withdraw()) {
                throw late();
            }
            if (ticket.isTaken() || left <= 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ticket.outcome();
    }

    private void enqueue(AppendTicket ticket, long end) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            while (!closed && isFullFor(ticket)) {
                if (roomMade.awaitNanos(end - System.nanoTime()) <= 0) {
                    throw late();
                }
            }
            requireOpen();
            queue.add(ticket);
            queuedBytes += ticket.bytes();
            changed.signal();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(AppendTicket ticket) {
        boolean bytesFit = queue.isEmpty() || queuedBytes + ticket.bytes() <= QUEUE_BYTES;
        return queue.size() >= QUEUE_REQUESTS || !bytesFit;
    }

    private void run() {
        try {
            for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                write(batch);
            }
        } finally {
            writer.close();
        }
    }

    /** Returns what is there, within the bounds of a batch; nothing when closed. */
    private List<AppendTicket> nextBatch() {
        while (true) {
            lock.lock();
            try {
                awaitChange();
                if (closed) {
                    return List.of();
                }
                List<AppendTicket> batch = drained();
                if (!batch.isEmpty()) {
                    roomMade.signalAll();
                    return batch;
                }
            } finally {
                lock.unlock();
            }
            idle();
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
        while (queue.isEmpty() && !closed && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                left = IDLE.toNanos();
            }
        }
    }

    private List<AppendTicket> drained() {
        List<AppendTicket> batch = new ArrayList<>();
        int events = 0;
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < BATCH_REQUESTS) {
            AppendTicket next = queue.peek();
            events += next.events();
            bytes += next.bytes();
            boolean alone = next.request().work().isPresent();
            boolean fits = events <= BATCH_EVENTS && bytes <= BATCH_BYTES && !alone;
            if (!fits && !batch.isEmpty()) {
                break;
            }
            queue.remove();
            queuedBytes -= next.bytes();
            if (next.take()) {
                batch.add(next);
            }
            if (!fits && !batch.isEmpty()) {
                break;
            }
        }
        return batch;
    }

    private void write(List<AppendTicket> batch) {
        forgetInterrupts();
        try {
            writer.write(batch);
        } catch (RuntimeException e) {
            batch.forEach(ticket -> ticket.fail(e));
        } catch (Error e) {
            // The thread goes on: it is the user's own work that failed so, and others wait.
            batch.forEach(ticket -> ticket.fail(e));
        }
    }

    /** Refuses what is not taken yet, waits for what is, and joins the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (AppendTicket ticket : queue) {
                if (ticket.take()) {
                    ticket.refuse(new RecorderClosedException(owner));
                }
            }
            queue.clear();
            queuedBytes = 0;
            changed.signalAll();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
        if (!isWriterThread()) {
            joined();
        }
    }

    private void joined() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
