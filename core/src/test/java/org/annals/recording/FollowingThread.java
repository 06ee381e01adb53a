package org.annals.recording;

import org.annals.persistence.Notification;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that iterates a subscription to its end, and keeps the positions that are delivered. */
final class FollowingThread {
    private final LinkedBlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
    private final FutureTask<Boolean> iteration;
    private final Thread thread;

    private FollowingThread(Subscription<Notification> subscription) {
        iteration = new FutureTask<>(() -> iterate(subscription));
        thread = Thread.ofPlatform().name("following").daemon().unstarted(iteration);
    }

    static FollowingThread start(Subscription<Notification> subscription) {
        var following = new FollowingThread(subscription);
        following.thread.start();
        return following;
    }

    /** Returns whether the interrupt flag was set at the end. */
    private boolean iterate(Subscription<Notification> subscription) {
        for (Notification each : subscription) {
            delivered.add(each.position());
        }
        return Thread.currentThread().isInterrupted();
    }

    /** Returns the next so many positions, for which it waits. */
    List<Long> next(int count) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (positions.size() < count) {
            Long next = delivered.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Only %s came.".formatted(positions));
            }
            positions.add(next);
        }
        return positions;
    }

    /** Returns what the iteration threw, or null if it just ended; waits for its end. */
    @Nullable Throwable failure() throws Exception {
        try {
            iteration.get(10, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    void interrupt() {
        thread.interrupt();
    }
}
