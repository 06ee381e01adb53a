package org.annals.system;

import org.annals.application.Application;
import org.annals.domain.TriggerScope;
import org.annals.following.Follower;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.StallWatch;
import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a system with a virtual thread for each follower, and one that watches them. */
final class MultiThreadedRunner implements Runner {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Applications applications;
    private final Followers followers;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean isStarted = new AtomicBoolean();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private @Nullable StallWatch watch;

    MultiThreadedRunner(Applications applications, Followers followers) {
        this.applications = applications;
        this.followers = followers;
    }

    @Override
    public <A extends Application> A get(Class<A> type) {
        return applications.get(type);
    }

    @Override
    public void start() {
        turn.lock();
        try {
            Starting.once(isStarted, isStopped);
            followers.requirePartitions();
            watch = StallWatch.open(followers.all());
            var scope = TriggerScope.current();
            for (Follower each : followers.all()) {
                start("annals-follower %s".formatted(each), () -> scope.run(each::run));
            }
            for (Timers each : followers.timers()) {
                start("annals-timers %s".formatted(each), () -> scope.run(each::run));
            }
        } finally {
            turn.unlock();
        }
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    @Override
    public List<SyncReport> sync(String... applications) {
        var syncing = Syncing.of(followers, applications);
        turn.lock();
        try {
            Starting.notYet(isStarted, isStopped);
            return syncing.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public List<SyncReport> dryRun(String... applications) {
        return Syncing.of(followers, applications).dryRun();
    }

    @Override
    public List<FollowerStatus> status() {
        return followers.status();
    }

    @Override
    public List<ParkedEvents> parked() {
        return followers.parked();
    }

    @Override
    public boolean watch(Duration timeout) throws InterruptedException {
        followers.watch(timeout, isStopped::get);
        return isStopped.get();
    }

    @Override
    public boolean awaitQuiet(Duration timeout) throws InterruptedException {
        return followers.awaitQuiet(timeout);
    }

    @Override
    public void resume() {
        followers.resume();
    }

    // A policy that hangs is interrupted, and then left alone; one that stops the runner is not
    // waited for by itself.
    private static void end(Thread thread) {
        if (thread != Thread.currentThread() && !Joining.joinWithin(thread, PATIENCE)) {
            thread.interrupt();
            Joining.joinAtMost(thread, PATIENCE);
        }
    }

    @Override
    public void stop() {
        if (!isStopped.get()) {
            close();
            followers.throwUntold();
        }
    }

    @Override
    public void close() {
        if (!isStopped.getAndSet(true)) {
            followers.stop();
            threads.forEach(MultiThreadedRunner::end);
            turn.lock();
            try {
                if (watch != null) {
                    watch.close();
                }
                applications.close();
            } finally {
                turn.unlock();
            }
        }
    }
}
