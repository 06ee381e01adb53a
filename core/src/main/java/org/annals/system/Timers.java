package org.annals.system;

import org.annals.application.Notice;
import org.annals.domain.TriggerScope;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.Timer;
import org.annals.persistence.TimerGoneException;
import org.annals.persistence.TimerRecorder;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records which timers of an application have elapsed, at the time of the running code's clock. May
 * be shared between threads; of several that do so at once, here or elsewhere, one records each.
 */
final class Timers {
    private static final int AT_ONCE = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ProcessManagerApplication application;
    private final TimerRecorder recorder;
    private final Signal changed = new Signal();
    private volatile Instant waitsUntil = Instant.MAX;
    private final Duration longestWait;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean isStopping;

    Timers(ProcessManagerApplication application) {
        this.application = application;
        this.recorder = application.events().recorder();
        this.longestWait = application.pollInterval();
        application.whenSet(this::set);
    }

    private void set(Timer timer) {
        if (timer.dueOn().isBefore(waitsUntil)) {
            changed.raise();
        }
    }

    /** Returns the name of the application. */
    String name() {
        return application.name();
    }

    /** Records what has elapsed, unless that fails, which is told; returns whether anything had. */
    boolean record() {
        try {
            boolean hasAny = recordAll();
            failure = null;
            return hasAny;
        } catch (RecorderClosedException e) {
            isStopping = true;
        } catch (RuntimeException e) {
            tellOnce(e);
        }
        return false;
    }

    private boolean recordAll() {
        Instant now = TriggerScope.current().now();
        boolean hasAny = false;
        while (true) {
            List<Timer> due = recorder.readDueTimers(application.name(), now, AT_ONCE);
            if (due.isEmpty()) {
                return hasAny;
            }
            hasAny = true;
            recordEach(due);
        }
    }

    private void recordEach(List<Timer> due) {
        try {
            application.record(due);
        } catch (TimerGoneException e) {
            // Another has recorded one of them, or it was cancelled in this moment.
            if (due.size() > 1) {
                due.forEach(each -> recordEach(List.of(each)));
            }
        }
    }

    private void tellOnce(RuntimeException e) {
        boolean isTold = failure != null;
        failure = e;
        if (!isTold) {
            application
                    .notices()
                    .tell(new Notice.TimersWait(application.name(), Notice.problem(e)));
        }
    }

    /** Records what elapses until stopped, or the thread is interrupted. */
    void run() {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        try {
            long seen = changed.count();
            while (!isStopping) {
                record();
                if (failure != null) {
                    changed.await(seen, pauses.nextNanos());
                } else {
                    pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
                    changed.await(seen, untilNext().toNanos());
                }
                // From here on whatever is set may be due first.
                waitsUntil = Instant.MAX;
                seen = changed.count();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long until the next is due; other processes may set one that is due earlier. */
    private Duration untilNext() {
        Instant now = TriggerScope.current().now();
        try {
            Instant next = recorder.nextTimer(application.name()).orElse(Instant.MAX);
            Duration left =
                    next.isBefore(now.plus(longestWait))
                            ? Duration.between(now, next)
                            : longestWait;
            waitsUntil = now.plus(left);
            return left;
        } catch (RuntimeException e) {
            // The next look tells, and waits longer each time.
            return FIRST_PAUSE;
        }
    }

    /** Returns what it last failed with, null if it has not, or has overcome it. */
    @Nullable RuntimeException failure() {
        return failure;
    }

    void stop() {
        isStopping = true;
        changed.raise();
    }

    @Override
    public String toString() {
        return "Timers[%s]".formatted(application.name());
    }
}
