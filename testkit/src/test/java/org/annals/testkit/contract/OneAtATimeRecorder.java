package org.annals.testkit.contract;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets one call in at a time, apart from those that wait and the one that ends their waiting. */
final class OneAtATimeRecorder implements Recorder {
    private final Recorder recorder;
    private final ReentrantLock turnstile = new ReentrantLock(true);

    OneAtATimeRecorder(Recorder recorder) {
        this.recorder = recorder;
    }

    private <T> T alone(Supplier<T> call) {
        turnstile.lock();
        try {
            return call.get();
        } finally {
            turnstile.unlock();
        }
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        return alone(() -> recorder.append(request));
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return alone(() -> recorder.readAggregate(selection));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return alone(() -> recorder.readLog(selection));
    }

    @Override
    public long head() {
        return alone(recorder::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        return alone(() -> recorder.subscribe(selection));
    }

    @Override
    public LogIdentity identity() {
        return alone(recorder::identity);
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        return alone(() -> recorder.findTracking(upstream));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        return recorder.awaitTracking(upstream, position, timeout);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
