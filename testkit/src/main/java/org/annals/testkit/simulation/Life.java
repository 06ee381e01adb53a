package org.annals.testkit.simulation;

import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.system.Runner;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process from its start to its crash. For one thread, but for {@link #isGone}. */
final class Life implements Holder {
    private final Owner owner;
    private final Run run;
    private final Map<Place, Held> leases = new LinkedHashMap<>();
    private volatile boolean isGone;
    private boolean isWriting;
    private @Nullable Runner runner;

    private record Place(String application, String upstream) {}

    private record Held(Recorder store, Lease lease) {
        void end() {
            store.releaseLease(lease);
        }
    }

    Life(Owner owner, Run run) {
        this.owner = owner;
        this.run = run;
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    /** Opens the system and follows what is there. */
    void begin() {
        Runner opened = run.open(this);
        runner = opened;
        opened.start();
    }

    /** Follows what is there, and returns whether nothing is left, or what is left is paused at. */
    boolean turn() {
        Runner running = runner;
        if (running == null) {
            return false;
        }
        try {
            return running.awaitQuiet(Duration.ZERO) && !isGone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The simulation was interrupted.", e);
        } catch (RuntimeException | Error e) {
            if (!isGone && failure() == null) {
                throw e;
            }
            return !isGone;
        }
    }

    /** Returns what one of its followers has paused at, if any. */
    @Nullable Throwable failure() {
        for (FollowerStatus each : status()) {
            if (each.state() == State.PAUSED) {
                return each.failure();
            }
        }
        return null;
    }

    List<FollowerStatus> status() {
        return runner == null ? List.of() : runner.status();
    }

    void close() {
        if (runner != null) {
            runner.close();
        }
    }

    /** Lets the leases run out that it has left. */
    void endLeases() {
        leases.values().forEach(Held::end);
        leases.clear();
    }

    @Override
    public void holds(String application, Recorder store, Lease lease) {
        leases.put(new Place(application, lease.upstream()), new Held(store, lease));
    }

    @Override
    public AppendReceipt append(String application, Recorder store, AppendRequest request) {
        if (isWriting) {
            // The work of another append, whose lock is held.
            return store.append(request);
        }
        Fate fate = run.fateOf(owner, application);
        switch (fate) {
            case CRASH_BEFORE -> {
                isGone = true;
                throw gone();
            }
            case AWAY ->
                    throw new RecorderUnavailableException(
                            "The simulation keeps %s out of reach.".formatted(application), null);
            case LEASE_LOST -> {
                request.tracking().ifPresent(tracking -> endLease(application, tracking));
                run.letOthersGo(owner);
            }
            case OVERTAKEN -> run.letOthersGo(owner);
            case CRASH_AFTER, REPLY_LOST, NOTHING -> {}
        }
        AppendReceipt receipt = written(store, request);
        return switch (fate) {
            case CRASH_AFTER -> {
                isGone = true;
                throw gone();
            }
            case REPLY_LOST ->
                    throw new OutcomeUnknownException(
                            "The simulation has lost the reply of %s.".formatted(application),
                            null);
            case NOTHING, CRASH_BEFORE, AWAY, OVERTAKEN, LEASE_LOST -> receipt;
        };
    }

    private AppendReceipt written(Recorder store, AppendRequest request) {
        isWriting = true;
        try {
            return store.append(request);
        } finally {
            isWriting = false;
        }
    }

    private void endLease(String application, Tracking tracking) {
        Held held = leases.get(new Place(application, tracking.upstream()));
        if (held != null) {
            held.end();
        }
    }

    private RecorderClosedException gone() {
        return new RecorderClosedException(owner.toString());
    }
}
