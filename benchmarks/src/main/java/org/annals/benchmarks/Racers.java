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
 * Clients who do whole iterations, one after another, until the time is over. What they do after it
 * to end their last one is not measured. For one run.
 */
final class Racers {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Race race;
    private final ServerCpu server;
    private final LongAdder operations = new LongAdder();
    private final LongAdder iterations = new LongAdder();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean ended;

    Racers(Race race, ServerCpu server) {
        this.race = race;
        this.server = server;
    }

    /** Is told of each second. */
    @FunctionalInterface
    interface Listener {
        /** Is told what was done within it: less than a second, if it is the last one. */
        void second(int number, Sample sample);
    }

    /**
     * Lets clients run at the same time, and returns what they did within it.
     *
     * @throws IllegalStateException if one fails
     */
    Sample run(int clients, Duration length, Listener listener) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Reading begin = Reading.now(server);
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform().name("client-" + i).start(this::runUntilEnded));
        }
        Sample all;
        try {
            all = watch(begin, length, listener);
        } finally {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A client failed, so nothing was measured.", cause);
        }
        return all;
    }

    private Sample watch(Reading begin, Duration length, Listener listener)
            throws InterruptedException {
        Reading last = begin;
        long before = 0;
        for (int number = 1; ; number++) {
            Duration next = SECOND.multipliedBy(number);
            boolean isLast = next.compareTo(length) >= 0;
            pauseUntil(begin.nanos() + (isLast ? length : next).toNanos(), before);
            Reading now = Reading.now(server);
            long count = Math.max(1, operations.sum());
            if (count > before) {
                listener.second(number, last.until(now, count - before, new Latencies()));
            }
            if (isLast || failed.getCount() == 0) {
                return begin.until(now, count, new Latencies());
            }
            last = now;
            before = count;
        }
    }

    /** Waits for a time and for one operation more at least, or until a client fails. */
    private void pauseUntil(long nanos, long before) throws InterruptedException {
        boolean waits = true;
        while (waits) {
            long left = Math.max(1_000_000, nanos - System.nanoTime());
            boolean fails = failed.await(left, TimeUnit.NANOSECONDS);
            waits = !fails && (System.nanoTime() < nanos || operations.sum() == before);
        }
    }

    private void runUntilEnded() {
        try {
            do {
                race.iterate(operations::increment);
                iterations.increment();
            } while (!ended);
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    /** Returns how many iterations were done in all. */
    long iterations() {
        return iterations.sum();
    }
}
