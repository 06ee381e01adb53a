package org.annals.postgres;

import org.annals.recording.Joining;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something after a while, unless it is closed before. */
final class Overdue implements AutoCloseable {
    private final CountDownLatch inTime = new CountDownLatch(1);
    private final Thread thread;

    private Overdue(String name, Duration patience, Runnable action) {
        this.thread =
                Thread.ofPlatform().name(name).daemon().unstarted(() -> runAfter(patience, action));
    }

    /** Begins to wait, on a thread of its own. */
    static Overdue after(Duration patience, String threadName, Runnable action) {
        var overdue = new Overdue(threadName, patience, action);
        overdue.thread.start();
        return overdue;
    }

    private void runAfter(Duration patience, Runnable action) {
        try {
            if (!inTime.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                action.run();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it, and if somebody does it is taken for overdue.
            action.run();
        }
    }

    /** Ends the wait, and joins the thread. */
    @Override
    public void close() {
        inTime.countDown();
        Joining.join(thread);
    }
}
