package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;

import java.util.List;
import java.util.Optional;

/** Views in the database of a recorder, whose append writes them. May be shared. */
record RecorderViews(Recorder recorder) implements ViewStore {
    RecorderViews {
        requireNonNull(recorder, "recorder");
    }

    @Override
    public Optional<Tracking> findTracking(String name) {
        return recorder.findTracking(name);
    }

    @Override
    public void write(long after, Tracking tracking, TransactionWork work) {
        write(tracking, work);
    }

    @Override
    public void write(Tracking tracking, TransactionWork work) {
        recorder.append(AppendRequest.of(List.of()).withTracking(tracking).withWork(work));
    }

    @Override
    public String toString() {
        return "views in %s".formatted(recorder);
    }
}
