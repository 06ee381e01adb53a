package org.annals.system;

import org.annals.application.Application;
import org.annals.domain.Recording;
import org.annals.following.FailurePolicy;
import org.annals.following.Follower;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.StallWatch;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs a system in the threads of its commands, one of them at a time. Another watches its
 * followers, and only tells.
 */
final class SingleThreadedRunner implements Runner {
    private final Applications applications;
    private final Followers followers;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean isStarted = new AtomicBoolean();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final AtomicReference<@Nullable StallWatch> watch = new AtomicReference<>();
    private boolean isAskedAgain;

    SingleThreadedRunner(Applications applications, FailurePolicy failures) {
        this.applications = applications;
        this.followers = new Followers(applications, failures, turn);
        applications.all().forEach(each -> each.afterEachSave(saved -> saved(each, saved)));
    }

    @Override
    public <A extends Application> A get(Class<A> type) {
        return applications.get(type);
    }

    @Override
    public void start() {
        Starting.once(isStarted, isStopped);
        followers.requirePartitions();
        watch.set(StallWatch.open(followers.all()));
        if (isStopped.get()) {
            endWatch();
        }
        drain();
    }

    private void endWatch() {
        StallWatch watching = watch.getAndSet(null);
        if (watching != null) {
            watching.close();
        }
    }

    private void saved(Application application, List<Recording> recordings) {
        if (application.wakesFollowers(recordings)) {
            drainIfStarted();
        }
    }

    private void drainIfStarted() {
        if (isStarted.get() && !isStopped.get()) {
            drain();
        }
    }

    /** A policy that saves is called by this; then it goes round once more. */
    private void drain() {
        if (turn.isHeldByCurrentThread()) {
            isAskedAgain = true;
            return;
        }
        turn.lock();
        try {
            do {
                isAskedAgain = false;
                followers.timers().forEach(Timers::record);
                for (Follower each : followers.all()) {
                    isAskedAgain |= each.drain() > 0;
                }
            } while (isAskedAgain);
        } finally {
            turn.unlock();
        }
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
        drainIfStarted();
        return followers.awaitQuiet(timeout);
    }

    @Override
    public void resume() {
        followers.resume();
        drainIfStarted();
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
            endWatch();
            turn.lock();
            try {
                applications.close();
            } finally {
                turn.unlock();
            }
        }
    }
}
