package org.annals.benchmarks;

import org.annals.following.Downstream;
import org.annals.following.Follower;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A follower in a thread of this process, whose place is kept in memory. For one thread. */
final class WatchingThread implements Watcher {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Sighting> sightings = new LinkedBlockingQueue<>();
    private final Follower follower;
    private final Thread thread;

    WatchingThread(Upstream upstream) {
        this.follower =
                Follower.builder("Watching", upstream, new Seen(sightings))
                        .notices(notice -> {})
                        .build();
        this.thread = Thread.ofPlatform().name("watching").daemon().start(follower::run);
    }

    private static final class Seen implements Downstream {
        private final BlockingQueue<Sighting> sightings;
        private volatile @Nullable Tracking place;

        Seen(BlockingQueue<Sighting> sightings) {
            this.sightings = sightings;
        }

        @Override
        public Optional<Tracking> findTracking(String upstream) {
            return Optional.ofNullable(place);
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            place = tracking;
            sightings.add(Sighting.now(tracking.position()));
        }
    }

    @Override
    public Sighting next() throws InterruptedException {
        Sighting next = sightings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException(
                    "Nothing was followed for %d seconds: %s."
                            .formatted(PATIENCE_SECONDS, follower.status()));
        }
        return next;
    }

    @Override
    public void close() {
        follower.close();
        Joining.join(thread);
    }
}
