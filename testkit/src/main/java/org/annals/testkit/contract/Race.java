package org.annals.testkit.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * Several threads that meet at a barrier and are waited for with a deadline. Immutable.
 *
 * @param size how many threads
 * @param threads of which kind
 * @param deadline for all of them together
 */
record Race(int size, ThreadFactory threads, Duration deadline) {
    private static final Duration LONG_ENOUGH_TO_WAIT = Duration.ofMillis(200);

    /** What each thread does. */
    @FunctionalInterface
    interface Lane<T> {
        /**
         * Runs one of the threads.
         *
         * @param barrier at which all threads meet, as often as each of them asks
         */
        T run(int lane, CyclicBarrier barrier) throws Exception;
    }

    static Race ofPlatformThreads(int size, Duration deadline) {
        return new Race(size, Thread.ofPlatform().name("racer-", 0).factory(), deadline);
    }

    static Race ofVirtualThreads(int size, Duration deadline) {
        return new Race(size, Thread.ofVirtual().name("racer-", 0).factory(), deadline);
    }

    /** Runs all threads and returns their results by lane; throws what the first failure threw. */
    <T> List<T> run(Lane<T> lane) throws Exception {
        var barrier = new CyclicBarrier(size);
        ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
        try {
            var finished = new ExecutorCompletionService<T>(executor);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                running.add(finished.submit(() -> lane.run(number, barrier)));
            }
            for (int i = 0; i < size; i++) {
                Future<T> next = finished.poll(deadline.toMillis(), MILLISECONDS);
                if (next == null) {
                    throw new AssertionError("A thread did not finish within " + deadline + ".");
                }
                result(next);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(result(future));
            }
            return Collections.unmodifiableList(results);
        } finally {
            executor.shutdownNow();
            executor.awaitTermination(deadline.toMillis(), MILLISECONDS);
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    static Exception unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof Exception cause ? cause : failure;
    }

    /** Gives way to the other threads; ends a loop whose race was lost elsewhere. */
    static void letOthersRun() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread.onSpinWait();
    }

    /**
     * Starts a call that is expected to wait, and returns when its thread has been seen waiting, or
     * had a good while to begin.
     */
    static <T> Waiting<T> startWaiting(Callable<T> call) {
        Waiting<T> started = start(call);
        letItWait(started.thread());
        return started;
    }

    /** Starts a call that need not wait. */
    static <T> Waiting<T> start(Callable<T> call) {
        var task = new FutureTask<>(call);
        return new Waiting<>(Thread.ofPlatform().name("waiter").daemon().start(task), task);
    }

    /** Returns when a thread has been seen waiting, or has ended, or had a good while to do so. */
    static void letItWait(Thread thread) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < LONG_ENOUGH_TO_WAIT.toNanos()
                && thread.isAlive()
                && thread.getState() != Thread.State.TIMED_WAITING
                && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** A call that waits on a thread of its own. */
    record Waiting<T>(Thread thread, FutureTask<T> task) {
        /** Returns what the call returns, or throws what it throws. */
        T result(Duration deadline) throws Exception {
            try {
                return task.get(deadline.toMillis(), MILLISECONDS);
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } finally {
                thread.interrupt();
            }
        }
    }
}
