package org.annals.following;

import org.annals.recording.Joining;
import org.annals.recording.Signal;

import java.util.Collection;
import java.util.List;

/**
 * Watches followers from one thread, and tells of each that {@linkplain FollowerBuilder#stallsAfter
 * stalls}: what hangs cannot tell that itself. It only tells; nothing is interrupted. Every runner
 * has one. May be shared between threads.
 */
public final class StallWatch implements AutoCloseable {
    private static final long SHORTEST_PAUSE = 1_000_000L;

    private final List<Follower> followers;
    private final Signal closing = new Signal();
    private final Thread thread;
    private volatile boolean isClosed;

    private StallWatch(List<Follower> followers) {
        this.followers = followers;
        // What hangs may keep the carriers of virtual threads busy.
        this.thread =
                Thread.ofPlatform()
                        .name("annals-stalls of %s".formatted(followers))
                        .daemon()
                        .unstarted(this::run);
    }

    /** Watches these followers until it is closed. */
    public static StallWatch open(Collection<Follower> followers) {
        var watch = new StallWatch(List.copyOf(followers));
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!isClosed && !followers.isEmpty()) {
                long pause = Long.MAX_VALUE;
                for (Follower each : followers) {
                    pause = Math.min(pause, each.tellStall());
                }
                closing.await(0, Math.max(SHORTEST_PAUSE, pause));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Joins the thread. A second call does nothing. */
    @Override
    public void close() {
        isClosed = true;
        closing.raise();
        if (Thread.currentThread() != thread) {
            Joining.join(thread);
        }
    }
}
