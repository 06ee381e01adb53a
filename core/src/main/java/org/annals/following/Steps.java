package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.Notice;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.following.Downstream.Incoming;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.LogPage;
import org.annals.persistence.Notification;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.recording.Backoff;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes pages of an upstream to its downstream, in batches, whatever fails. Every step is told
 * whether to go on. For one thread at a time.
 */
final class Steps {
    static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Upstream upstream;
    private final Downstream downstream;
    private final Partition partition;
    private final int batchSize;
    private final FailurePolicy failures;
    private final Place place;
    private final Progress progress;
    private final Health health;
    private final FollowerReports reports;
    private final Attempt attempt;
    private final @Nullable Parking parking;
    private final @Nullable Leasing leasing;
    // Then only the place says whether a competitor was faster.
    private final boolean isUnfenced;

    Steps(
            FollowerBuilder parts,
            Health health,
            Attempt attempt,
            @Nullable Parking parking,
            @Nullable Leasing leasing) {
        this.upstream = parts.upstream;
        this.downstream = parts.downstream;
        this.partition = parts.partition();
        this.batchSize = parts.batchSize();
        this.failures = parts.failures();
        this.place = health.place();
        this.progress = health.progress();
        this.health = health;
        this.reports = health.reports();
        this.attempt = attempt;
        this.parking = parking;
        this.leasing = leasing;
        this.isUnfenced = leasing == null && downstream instanceof RecordedDownstream;
    }

    /** What is recorded of some events, together with the place. */
    @FunctionalInterface
    private interface Effect {
        void record(List<Notification> events, Tracking tracking);
    }

    /** What is done about events that have failed too often; returns whether to go on. */
    @FunctionalInterface
    private interface LastResort {
        boolean take(List<Notification> events, Throwable failure) throws InterruptedException;
    }

    boolean take(LogPage page, Waiting waiting) throws InterruptedException {
        place.verifyNowAndThen();
        place.sees(page);
        progress.sees(page.head());
        List<Notification> batch = new ArrayList<>();
        for (Notification each : page.notifications()) {
            if (!partition.has(each)) {
                continue;
            }
            if (batch.size() == batchSize && !processAll(batch, waiting)) {
                return false;
            }
            // Not before: one of those before it may just have been parked.
            if (!isHeld(each)) {
                batch.add(each);
            } else if (!processAll(batch, waiting) || !parkBehind(each, waiting)) {
                return false;
            }
        }
        boolean isBehind = page.scannedTo() < page.head();
        if (isBehind && batch.isEmpty() && place.hasMovedLately()) {
            // Another page follows: the place is recorded with that, or soon.
            health.goes(State.CATCHING_UP);
            return mayGoOn();
        }
        if (!process(batch, page.scannedTo(), waiting)) {
            return false;
        }
        health.goes(isBehind ? State.CATCHING_UP : State.LIVE);
        return true;
    }

    private boolean mayGoOn() {
        return !progress.isStopping() && (leasing == null || !leasing.isOver());
    }

    private boolean isHeld(Notification event) {
        return parking != null && parking.isHeld(event);
    }

    /** Processes a batch and empties it. */
    private boolean processAll(List<Notification> batch, Waiting waiting)
            throws InterruptedException {
        if (batch.isEmpty()) {
            return true;
        }
        List<Notification> due = List.copyOf(batch);
        batch.clear();
        return process(due, due.getLast().position(), waiting);
    }

    private boolean process(List<Notification> events, long end, Waiting waiting)
            throws InterruptedException {
        if (isUnfenced && !events.isEmpty() && events.getLast().position() < end) {
            // A place beyond the event would be accepted from two at once.
            return process(events, events.getLast().position(), waiting)
                    && process(List.of(), end, waiting);
        }
        return take(
                events,
                end,
                (due, tracking) -> downstream.process(incoming(due), tracking),
                (due, failure) ->
                        (parking == null || due.isEmpty())
                                ? health.pausedAt(position(due, end), failure)
                                : park(due.getFirst(), end, failure, waiting),
                waiting);
    }

    private boolean park(Notification event, long end, Throwable failure, Waiting waiting)
            throws InterruptedException {
        Parking lot = requireNonNull(parking, "parking");
        String problem = Notice.problem(failure);
        var isKnown = new AtomicBoolean();
        boolean isOn =
                take(
                        List.of(event),
                        end,
                        (due, tracking) -> {
                            if (due.isEmpty()) {
                                // Another has done it, and nothing but the rest is left.
                                downstream.process(List.of(), tracking);
                            } else {
                                lot.park(event, problem, failures.attempts(), tracking);
                                isKnown.set(true);
                            }
                        },
                        (due, another) -> health.pausedAt(event.position(), another),
                        waiting);
        if (isKnown.get() || isFoundParked(event)) {
            reports.parked(event.position(), lot.keyOf(event), failure);
        }
        return isOn;
    }

    private boolean parkBehind(Notification event, Waiting waiting) throws InterruptedException {
        Parking lot = requireNonNull(parking, "parking");
        var isKnown = new AtomicBoolean();
        boolean isOn =
                take(
                        List.of(event),
                        event.position(),
                        (due, tracking) -> {
                            if (lot.parkBehind(event, tracking)) {
                                reports.parkedBehind(event.position(), lot.keyOf(event));
                            } else {
                                downstream.process(incoming(due), tracking);
                            }
                            isKnown.set(true);
                        },
                        (due, failure) -> {
                            isKnown.set(true);
                            return lot.isHeld(event)
                                    ? health.pausedAt(event.position(), failure)
                                    : park(event, event.position(), failure, waiting);
                        },
                        waiting);
        if (!isKnown.get() && isFoundParked(event)) {
            reports.parkedBehind(event.position(), lot.keyOf(event));
        }
        return isOn;
    }

    // The reply may have been lost that it was.
    private boolean isFoundParked(Notification event) {
        return place.position() >= event.position()
                && requireNonNull(parking, "parking").has(event);
    }

    /** Has some events take effect and moves to a position. */
    private boolean take(
            List<Notification> events,
            long end,
            Effect effect,
            LastResort lastResort,
            Waiting waiting)
            throws InterruptedException {
        var pauses = new Backoff(failures.firstPause(), failures.longestPause());
        var outages = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        int attempts = 0;
        boolean isOvertaken = false;
        long before = place.position();
        while (place.position() < end) {
            if (place.position() < before) {
                // The downstream was restored to an earlier state: pages are to be read anew.
                return false;
            }
            List<Notification> due = due(events);
            if (isOvertaken && events.size() > 1) {
                // Some may have to wait behind what the other has parked.
                return processEach(due, end, waiting);
            }
            try {
                Tracking tracking = place.tracking(due, end);
                record(effect, due, tracking);
                place.moved(tracking);
                // Before anyone sees how far it is: whoever stops it then has no failure to hear
                // of.
                health.overcomes();
                progress.reached(end, due.size());
                return mayGoOn();
            } catch (TrackingConflictException e) {
                if (leasing != null && e.isEpochOver()) {
                    // Another has taken over.
                    leasing.lost();
                    return false;
                }
                // Another has done it: whatever is left is to be done behind that.
                if (!hasMoved()) {
                    return health.pausedAt(end, e);
                }
                isOvertaken = parking != null;
            } catch (RecorderClosedException e) {
                throw e;
            } catch (RecorderUnavailableException
                    | OutcomeUnknownException
                    | SubjectKeysUnavailableException e) {
                throwIfInterrupted();
                health.away(e);
                if (!waiting.outlasts(outages.nextNanos())) {
                    return false;
                }
                // What is not known to be recorded may be, and so may what another has done.
                isOvertaken = hasMoved() && parking != null;
            } catch (RuntimeException | Error e) {
                if (due.size() > 1) {
                    // One of them fails; those before it shall not.
                    return processEach(due, end, waiting);
                }
                if (++attempts >= failures.attempts()) {
                    return lastResort.take(due, e);
                }
                health.retries(position(due, end), e);
                if (!waiting.retries(pauses.nextNanos())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Reads place and parked keys again, and returns whether the place is another. */
    private boolean hasMoved() {
        boolean hasMoved = health.hasMoved();
        if (hasMoved && parking != null) {
            parking.read();
        }
        return hasMoved;
    }

    private void record(Effect effect, List<Notification> due, Tracking tracking) {
        boolean hadStalled;
        attempt.begins(position(due, tracking.position()));
        try {
            effect.record(due, tracking);
        } finally {
            hadStalled = attempt.ends();
        }
        if (hadStalled && progress.status().failure() == null) {
            reports.goesOn(tracking.position());
        }
    }

    private boolean processEach(List<Notification> events, long end, Waiting waiting)
            throws InterruptedException {
        for (Notification each : events) {
            if (!processOrParkBehind(each, waiting)) {
                return false;
            }
        }
        return process(List.of(), end, waiting);
    }

    // One of a batch may have been parked before another of its key.
    private boolean processOrParkBehind(Notification event, Waiting waiting)
            throws InterruptedException {
        return isHeld(event)
                ? parkBehind(event, waiting)
                : process(List.of(event), event.position(), waiting);
    }

    private List<Notification> due(List<Notification> events) {
        return events.stream().filter(each -> each.position() > place.position()).toList();
    }

    private static long position(List<Notification> due, long end) {
        return due.isEmpty() ? end : due.getFirst().position();
    }

    private List<Incoming> incoming(List<Notification> due) {
        List<Incoming> incoming = new ArrayList<>(due.size());
        for (Notification each : due) {
            var tracking = Tracking.of(upstream.name(), each.position(), each.storedEvent().id());
            incoming.add(new Incoming(tracking, upstream.toDomain(each)));
        }
        return incoming;
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
