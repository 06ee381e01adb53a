package org.annals.examples.selftest;

import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.recording.Joining;
import org.annals.testkit.witness.Follower;
import org.jspecify.annotations.Nullable;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One who follows the log on a recorder of its own, goes on behind what it was given last when that
 * is closed, and tells the chronicle of every event.
 */
final class Subscriber implements AutoCloseable {
    private static final int LONGEST_REST = 10;
    private static final int RESTING_TIMES = 200;

    private final String name;
    private final Supplier<? extends LogRecorder> opening;
    private final Query query;
    private final int pageSize;
    private final @Nullable Random rests;
    private final Chronicle chronicle;
    private final Follower follower;
    private final Thread thread;
    private volatile @Nullable Opened current;
    private volatile boolean isClosed;
    private long last;

    /** A recorder, and whether somebody other than the recorder itself has ended it. */
    private record Opened(LogRecorder recorder, AtomicBoolean isEnded) {
        void end() {
            isEnded.set(true);
            recorder.close();
        }
    }

    /**
     * Makes a subscriber.
     *
     * @param opening opens the recorder, as often as it is closed
     * @param rests when it is slow, or null if it never is
     */
    Subscriber(
            String name,
            Supplier<? extends LogRecorder> opening,
            Query query,
            int pageSize,
            @Nullable Random rests,
            Chronicle chronicle) {
        this.name = name;
        this.opening = opening;
        this.query = query;
        this.pageSize = pageSize;
        this.rests = rests;
        this.chronicle = chronicle;
        this.follower = chronicle.follow(name, query);
        this.thread =
                Thread.ofPlatform().name("annals-subscriber " + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!isClosed) {
                open();
            }
        } catch (RuntimeException | Error e) {
            chronicle.findStrange(ended("in " + e));
        }
    }

    private String ended(String how) {
        return "The subscription '%s' ended %s, after position %d".formatted(name, how, last);
    }

    private void open() {
        LogRecorder recorder;
        try {
            recorder = opening.get();
        } catch (RecorderUnavailableException e) {
            // An open one waits for the server; who opens it has to do so by himself.
            Pause.millis(20);
            return;
        }
        try (recorder) {
            var opened = new Opened(recorder, new AtomicBoolean());
            current = opened;
            // Whoever has closed meanwhile has closed the one before.
            if (!isClosed) {
                follow(opened);
            }
        }
    }

    /** Follows until somebody ends the recorder: a subscription never ends by itself. */
    private void follow(Opened opened) {
        try {
            deliverFrom(opened.recorder());
            if (!isClosed) {
                chronicle.findStrange(ended("by itself"));
            }
        } catch (RecorderClosedException e) {
            if (!opened.isEnded().get()) {
                throw e;
            }
        }
    }

    private void deliverFrom(LogRecorder recorder) {
        LogSelection rest = LogSelection.all().after(last).matching(query).limit(pageSize);
        try (Subscription<Notification> subscription = recorder.subscribe(rest)) {
            for (Notification each : subscription) {
                chronicle.delivered(follower, each);
                last = each.position();
                rest();
                if (isClosed) {
                    return;
                }
            }
        }
    }

    // Slow for some pages, and then again as fast as it can.
    private void rest() {
        if (rests != null && last / RESTING_TIMES % 2 == 0 && rests.nextInt(pageSize) == 0) {
            Pause.millis(rests.nextInt(LONGEST_REST));
        }
    }

    /** Closes the recorder, and returns whether it was at work; another is opened. */
    boolean reopen() {
        Opened opened = current;
        boolean isAtWork = opened != null && !opened.isEnded().get();
        if (opened != null) {
            opened.end();
        }
        return isAtWork;
    }

    @Override
    public void close() {
        isClosed = true;
        reopen();
        Joining.join(thread);
    }
}
