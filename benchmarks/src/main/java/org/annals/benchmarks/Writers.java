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
 * Threads that save, each over and over, and what they get done within a window of time. Before it
 * they run in, so that neither their start nor the growth of a new file is measured. For one round.
 */
final class Writers {
    private static final int RUN_IN_PART = 4;

    private final LongAdder saves = new LongAdder();
    private final Latencies latencies = new Latencies();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean measuring;
    private volatile boolean ended;

    /** What one thread does. */
    @FunctionalInterface
    interface Writer {
        /** Saves once, and returns when that is durable. */
        void save() throws Exception;
    }

    /** Runs one thread for each writer. */
    Sample measure(List<? extends Writer> writers, Duration length) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(
                    Thread.ofPlatform()
                            .name("writer-" + threads.size())
                            .start(() -> saveUntilEnded(writer)));
        }
        Window window;
        try {
            window = window(length);
        } finally {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A writer failed, so nothing was measured.", cause);
        }
        return window.begin.until(window.end, window.saves, latencies);
    }

    /** Returns how often all of them saved, before and after the window too. */
    long saves() {
        return saves.sum();
    }

    private Window window(Duration length) throws InterruptedException {
        pause(length.dividedBy(RUN_IN_PART));
        measuring = true;
        Reading begin = Reading.now();
        long before = saves.sum();
        do {
            pause(length);
        } while (saves.sum() == before && failed.getCount() > 0);
        Reading end = Reading.now();
        long after = saves.sum();
        measuring = false;
        return new Window(begin, end, after - before);
    }

    /** Waits so long, or until a writer fails. */
    private void pause(Duration length) throws InterruptedException {
        if (failed.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
            ended = true;
        }
    }

    private void saveUntilEnded(Writer writer) {
        var own = new Latencies();
        try {
            while (!ended) {
                long begin = System.nanoTime();
                writer.save();
                if (measuring) {
                    own.add(System.nanoTime() - begin);
                }
                saves.increment();
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
        synchronized (latencies) {
            latencies.addAll(own);
        }
    }

    private record Window(Reading begin, Reading end, long saves) {}
}
