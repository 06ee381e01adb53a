package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.following.FollowerStatus;
import org.annals.system.Runner;
import org.annals.system.SyncReport;

import java.time.Duration;
import java.util.List;

/** A system by one runner. */
record Together(Runner runner) implements RunningSystem {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Override
    public <A extends Application> A get(Class<A> type) {
        return runner.get(type);
    }

    @Override
    public void start() {
        runner.start();
    }

    @Override
    public List<FollowerStatus> status() {
        return runner.status();
    }

    @Override
    public void resume() {
        runner.resume();
    }

    @Override
    public List<SyncReport> sync() {
        return runner.sync();
    }

    @Override
    public void awaitQuiet() throws InterruptedException {
        assertThat(runner.awaitQuiet(LONG)).isTrue();
    }

    @Override
    public void close() {
        runner.close();
    }
}
