package org.annals.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A call on a thread of its own, which is waited for with a deadline. */
final class Background<T> {
    /** Within which everything that is waited for must have happened. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Thread thread;
    private final FutureTask<T> task;

    private Background(Thread thread, FutureTask<T> task) {
        this.thread = thread;
        this.task = task;
    }

    static <T> Background<T> start(Callable<T> call) {
        var task = new FutureTask<>(call);
        return new Background<>(Thread.ofPlatform().name("background").daemon().start(task), task);
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return task.isDone();
    }

    T result() throws Exception {
        return result(DEADLINE);
    }

    /** Returns what the call returns, or throws what it throws. */
    T result(Duration deadline) throws Exception {
        try {
            return task.get(deadline.toMillis(), MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing came within " + deadline + ".", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits until something is so. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        await(what, DEADLINE, condition);
    }

    static void await(String what, Duration deadline, Callable<Boolean> condition)
            throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Within " + deadline + " it was not so: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
