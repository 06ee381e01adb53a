package org.annals.benchmarks;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads that work, each over and over, and what they get done within a window of time. Before it
 * they run in, so that neither their start nor the growth of a new file is measured. For one round.
 */
final class Workers {
    private static final int RUN_IN_PART = 4;
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(2);

    private final LongAdder count = new LongAdder();
    private final Latencies latencies = new Latencies();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean measuring;
    private volatile boolean ended;

    /** What one thread does. */
    @FunctionalInterface
    interface Worker {
        /** Does one operation, and returns when it is done: a save, when it is durable. */
        void work() throws Exception;
    }

    /** Runs one thread for each worker. */
    Sample measure(List<? extends Worker> workers, Stopwatch watch) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            threads.add(
                    Thread.ofPlatform()
                            .name("worker-" + threads.size())
                            .start(() -> workUntilEnded(worker)));
        }
        Window window;
        try {
            window = window(watch);
        } finally {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A worker failed, so nothing was measured.", cause);
        }
        return window.begin.until(window.end, window.count, latencies);
    }

    /** Returns how many operations they did in all, before and after the window too. */
    long count() {
        return count.sum();
    }

    private Window window(Stopwatch watch) throws InterruptedException {
        pause(watch, RUN_IN_PART);
        measuring = true;
        Reading begin = watch.read();
        long before = count.sum();
        do {
            pause(watch, 1);
        } while (count.sum() == before && failed.getCount() > 0);
        Reading end = watch.read();
        long after = count.sum();
        measuring = false;
        return new Window(begin, end, after - before);
    }

    /** Waits for a part of what the watch says, or until a worker fails. */
    private void pause(Stopwatch watch, int part) throws InterruptedException {
        long length = watch.length().toNanos() / part;
        long step = watch.countsOperations() ? BETWEEN_COUNTS.toNanos() : length;
        long enough = count.sum() + watch.most() / part;
        long end = System.nanoTime() + length;
        for (long left = length; left > 0 && count.sum() < enough; left = end - System.nanoTime()) {
            if (failed.await(Math.min(left, step), TimeUnit.NANOSECONDS)) {
                ended = true;
                return;
            }
        }
    }

    private void workUntilEnded(Worker worker) {
        var own = new Latencies();
        try {
            while (!ended) {
                long begin = System.nanoTime();
                worker.work();
                if (measuring) {
                    own.add(System.nanoTime() - begin);
                }
                count.increment();
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
        synchronized (latencies) {
            latencies.addAll(own);
        }
    }

    private record Window(Reading begin, Reading end, long count) {}
}
