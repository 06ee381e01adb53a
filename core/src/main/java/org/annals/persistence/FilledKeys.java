package org.annals.persistence;

import org.annals.persistence.AppendCondition.FailIfMatching;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which keys of tags are filled in a log, type by type. That a unit is was recorded for good, and
 * is asked once; that one is not may change at any time, and is asked again. May be shared between
 * threads.
 *
 * <p>It is kept as trackings: one for all that is to be filled together, which says how far that
 * has come; and one for each unit that is finished, which names the log by its id, so that it says
 * nothing of a log that has become another one.
 */
final class FilledKeys {
    private final Recorder recorder;
    private final Set<FillUnit> declared;
    // Those of which it is not known that they are finished.
    private final Set<FillUnit> open = ConcurrentHashMap.newKeySet();
    private volatile boolean lookedAt;

    FilledKeys(Recorder recorder, Set<FillUnit> declared) {
        this.recorder = recorder;
        this.declared = declared;
        this.open.addAll(declared);
        this.lookedAt = declared.isEmpty();
    }

    /**
     * Refuses a request that depends on what is not finished. The first request looks what has no
     * event, and finishes that: whoever comes later finds it so no more.
     */
    void require(AppendRequest request) {
        if (!lookedAt) {
            finishWithoutEvents(unfinished());
            lookedAt = true;
        }
        for (FailIfMatching condition : request.conditions()) {
            require(condition.query());
        }
    }

    /**
     * Refuses a query for tags that events of its types may lack.
     *
     * @throws TagsUnfinishedException if there are such events, and they are not filled
     */
    void require(Query query) {
        if (open.stream().noneMatch(each -> each.concerns(query))) {
            return;
        }
        Unfilled rest = unfinished();
        for (FillUnit unit : rest.units()) {
            if (unit.concerns(query) && hasEvents(unit)) {
                throw new TagsUnfinishedException(
                        unit.key(), recorder.trackedPosition(rest.place()), recorder.head());
            }
        }
    }

    /** Returns what is declared that a query depends on, as text: empty if nothing is. */
    String declaredFor(Query query) {
        String units =
                declared.stream()
                        .filter(each -> each.concerns(query))
                        .map(FillUnit::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return units.isEmpty()
                ? ""
                : " filled " + UUID.nameUUIDFromBytes(units.getBytes(StandardCharsets.UTF_8));
    }

    private void finishWithoutEvents(Unfilled rest) {
        // Of a new log nothing more need be read.
        boolean isEmpty = !rest.isEmpty() && recorder.head() == 0;
        finish(rest.units().stream().filter(each -> isEmpty || !hasEvents(each)).toList(), 0);
    }

    private boolean hasEvents(FillUnit unit) {
        LogSelection first = LogSelection.all().matching(unit.events()).limit(1);
        return LogStream.of(recorder, first).findFirst().isPresent();
    }

    /** Looks anew what is to be filled of all that is declared, and finishes what has no event. */
    Unfilled toFill() {
        // Another process may have made void what was found finished here.
        open.addAll(declared);
        finishWithoutEvents(unfinished());
        return unfinished();
    }

    private Unfilled unfinished() {
        UUID log = recorder.identity().logId();
        Map<FillUnit, Long> trackedAt = new HashMap<>();
        for (FillUnit unit : List.copyOf(open)) {
            Optional<Tracking> recorded = recorder.findTracking(Tracking.ofFilled(unit));
            if (recorded.filter(each -> log.equals(each.eventId())).isPresent()) {
                open.remove(unit);
            } else {
                trackedAt.put(unit, recorded.map(Tracking::position).orElse(0L));
            }
        }
        return new Unfilled(log, trackedAt);
    }

    /**
     * Records for good that units are filled up to a position, and that what follows has its own.
     */
    void finish(Collection<FillUnit> units, long position) {
        UUID log = recorder.identity().logId();
        for (FillUnit unit : units) {
            Tracking recorded =
                    tracked(new Tracking(Tracking.ofFilled(unit), position + 1, log, 0));
            while (!log.equals(recorded.eventId())) {
                // Of what the log was before, or forgotten since.
                recorded =
                        tracked(
                                new Tracking(
                                        recorded.upstream(),
                                        recorded.position() + 1,
                                        log,
                                        recorded.epoch()));
            }
            open.remove(unit);
        }
    }

    /** Moves a tracking, and returns what is recorded then. */
    private Tracking tracked(Tracking finished) {
        try {
            recorder.track(finished);
            return finished;
        } catch (TrackingConflictException e) {
            return e.recorded().orElseThrow(() -> e);
        }
    }

    /** Lets nothing count as finished, whoever has declared it. */
    static void forgetAll(ProcessRecorder recorder) {
        for (Tracking each : recorder.readTrackings().trackings()) {
            if (each.isOfFilled() && each.eventId() != null) {
                forget(recorder, each);
            }
        }
    }

    private static void forget(ProcessRecorder recorder, Tracking finished) {
        try {
            recorder.track(
                    new Tracking(
                            finished.upstream(), finished.position() + 1, null, finished.epoch()));
        } catch (TrackingConflictException e) {
            if (e.recorded().map(Tracking::eventId).isPresent()) {
                throw e;
            }
            // Another process has done it.
        }
    }
}
