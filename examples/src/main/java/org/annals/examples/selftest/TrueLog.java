package org.annals.examples.selftest;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.testkit.witness.LogSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log as it is, read past the proxies, without a query, by one who waits until the server is
 * there. For one thread at a time, but for how long it has waited.
 */
final class TrueLog implements LogSource, AutoCloseable {
    private static final int PAGE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Recorder recorder;
    private volatile long lastAnswer = System.nanoTime();

    TrueLog(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Returns what comes after a position, or nothing if the server is not there now. */
    Optional<LogPage> findAfter(long position) {
        try {
            LogPage page = recorder.readLog(LogSelection.all().after(position).limit(PAGE));
            lastAnswer = System.nanoTime();
            return Optional.of(page);
        } catch (RecorderUnavailableException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Notification> read(long first, long last) {
        List<Notification> read = new ArrayList<>();
        LogSelection rest = LogSelection.all().from(first).upTo(last).limit(PAGE);
        while (rest.after() < last) {
            LogSelection next = rest;
            LogPage page = patiently(() -> recorder.readLog(next));
            read.addAll(page.notifications());
            if (page.notifications().isEmpty()) {
                return read;
            }
            rest = rest.beyond(page);
        }
        return read;
    }

    private <T> T patiently(Supplier<T> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                T answer = question.get();
                lastAnswer = System.nanoTime();
                return answer;
            } catch (RecorderUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Pause.millis(50);
            }
        }
    }

    /** Returns how far an upstream is tracked. */
    long tracked(String upstream) {
        return patiently(() -> recorder.trackedPosition(upstream));
    }

    /** Returns for how long the server has not answered. May be called by any thread. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
