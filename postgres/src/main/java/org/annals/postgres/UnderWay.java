package org.annals.postgres;

import static java.util.Objects.requireNonNull;

import org.annals.recording.Joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for a connection and who has one, so that both can be waited for, and ended if they do
 * not end by themselves. May be shared between threads.
 */
final class UnderWay {
    private static final Duration LONGEST_ABORT = Duration.ofMillis(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private final Map<Thread, Wait> waiting = new HashMap<>();
    private final IdentityHashMap<Connection, Thread> taken = new IdentityHashMap<>();
    private boolean over;

    /** A thread's wait, which may begin within another of its own. */
    private record Wait(int depth, boolean interruptedByUs) {}

    /** Says that this thread begins to wait for a connection. */
    void waits() {
        lock.lock();
        try {
            waiting.merge(
                    Thread.currentThread(),
                    new Wait(1, false),
                    (before, one) -> new Wait(before.depth() + 1, before.interruptedByUs()));
        } finally {
            lock.unlock();
        }
    }

    /** Says that this thread waits no longer. An interrupt that was ours is not left to it. */
    void waited() {
        lock.lock();
        try {
            Thread self = Thread.currentThread();
            Wait wait = requireNonNull(waiting.remove(self), "wait");
            if (wait.depth() > 1) {
                waiting.put(self, new Wait(wait.depth() - 1, wait.interruptedByUs()));
            } else if (wait.interruptedByUs()) {
                Thread.interrupted();
            }
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that this thread has taken a connection. */
    void takes(Connection connection) {
        boolean late;
        lock.lock();
        try {
            taken.put(connection, Thread.currentThread());
            late = over;
        } finally {
            lock.unlock();
        }
        if (late) {
            abort(connection);
        }
    }

    /** Says that a connection goes back. */
    void givesBack(Connection connection) {
        lock.lock();
        try {
            taken.remove(connection);
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no other thread waits or has a connection, or the time is over. */
    void awaitOthers(Duration longest) {
        boolean interrupted = false;
        long end = System.nanoTime() + longest.toNanos();
        lock.lock();
        try {
            long left = longest.toNanos();
            while (left > 0 && hasOthers()) {
                try {
                    less.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = end - System.nanoTime();
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean hasOthers() {
        Thread self = Thread.currentThread();
        return waiting.keySet().stream().anyMatch(each -> each != self)
                || taken.values().stream().anyMatch(each -> each != self);
    }

    /** Returns whether everything was ended, so that nothing new is worth its wait. */
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Makes everything that is under way, and whatever begins, fail soon. */
    void end() {
        List<Connection> aborted;
        lock.lock();
        try {
            over = true;
            waiting.replaceAll(
                    (thread, wait) ->
                            new Wait(wait.depth(), interrupt(thread) || wait.interruptedByUs()));
            aborted = List.copyOf(taken.keySet());
        } finally {
            lock.unlock();
        }
        List<Thread> closers = aborted.stream().map(UnderWay::closer).toList();
        closers.forEach(closer -> Joining.joinAtMost(closer, LONGEST_ABORT));
    }

    // Whoever was interrupted by somebody else keeps that.
    private static boolean interrupt(Thread thread) {
        if (thread.isInterrupted()) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    /**
     * Closes a connection under whoever uses it, and does not wait for long: under TLS it may have
     * to wait for the very write that it should end.
     */
    static void abort(Connection connection) {
        Joining.joinAtMost(closer(connection), LONGEST_ABORT);
    }

    private static Thread closer(Connection connection) {
        return Thread.ofPlatform().name("annals-abort").daemon().start(() -> abortNow(connection));
    }

    private static void abortNow(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is as good as gone.
            return;
        }
    }
}
