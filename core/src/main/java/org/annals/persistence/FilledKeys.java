package org.annals.persistence;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition.FailIfMatching;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which keys of tags are filled in a log. That one is was recorded for good, and is asked once;
 * that one is not may change at any time, and is asked again. May be shared between threads.
 *
 * <p>It is kept as trackings: one for all declared keys together, which says how far they have
 * come; and one for each key that is finished, which names the log by its id, so that it says
 * nothing of a log that has become another one.
 */
final class FilledKeys {
    private final Recorder recorder;
    private final Set<String> declared;
    // Those of which it is not known that they are finished.
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private volatile boolean lookedAt;

    FilledKeys(Recorder recorder, Set<String> declared) {
        this.recorder = recorder;
        this.declared = declared;
        this.open.addAll(declared);
        this.lookedAt = declared.isEmpty();
    }

    /**
     * Refuses a request that depends on a key which is not finished. The first request looks
     * whether the log is empty, and finishes all keys then: whoever comes later finds it so no
     * more.
     */
    void require(AppendRequest request) {
        if (!lookedAt) {
            finishIfEmpty();
            lookedAt = true;
        }
        for (FailIfMatching condition : request.conditions()) {
            require(condition.query());
        }
    }

    /**
     * Refuses a query for tags of a key that is not finished, unless the log is empty.
     *
     * @throws TagsUnfinishedException if there is one
     */
    void require(Query query) {
        if (open.isEmpty()) {
            return;
        }
        Set<String> wanted = new TreeSet<>();
        query.items().stream()
                .flatMap(item -> item.tags().stream())
                .map(EventTag::key)
                .filter(open::contains)
                .forEach(wanted::add);
        if (wanted.isEmpty()) {
            return;
        }
        wanted.retainAll(unfinished());
        if (wanted.isEmpty()) {
            return;
        }
        long head = recorder.head();
        if (head > 0) {
            throw new TagsUnfinishedException(wanted.iterator().next(), place(), head);
        }
    }

    private void finishIfEmpty() {
        Set<String> keys = unfinished();
        if (!keys.isEmpty() && recorder.head() == 0) {
            finish(keys, 0);
        }
    }

    /** Looks which keys are not finished. */
    Set<String> unfinished() {
        open.removeIf(this::isFinished);
        return Set.copyOf(open);
    }

    private boolean isFinished(String key) {
        return recorder.findTracking(Tracking.ofFilled(key)).filter(this::isOfThisLog).isPresent();
    }

    private boolean isOfThisLog(Tracking finished) {
        return recorder.identity().logId().equals(finished.eventId());
    }

    /** Returns up to which position all declared keys are filled. */
    long place() {
        return recorder.trackedPosition(Tracking.ofFilling(declared));
    }

    /** Returns the place to be recorded once everything up to a position has been looked at. */
    Tracking placeAt(long position) {
        return Tracking.of(Tracking.ofFilling(declared), position);
    }

    /**
     * Records for good that keys are filled up to a position, and that what follows has its own.
     */
    void finish(Collection<String> keys, long position) {
        UUID log = recorder.identity().logId();
        for (String key : keys) {
            var finished = new Tracking(Tracking.ofFilled(key), position + 1, log, 0);
            Optional<Tracking> recorded = recorder.findTracking(finished.upstream());
            while (recorded.filter(this::isOfThisLog).isEmpty()) {
                recorded = Optional.of(tracked(beyond(finished, recorded)));
            }
            open.remove(key);
        }
    }

    /** Returns a tracking that comes after one of what the log was before. */
    private static Tracking beyond(Tracking finished, Optional<Tracking> recorded) {
        long least = recorded.map(Tracking::position).orElse(0L) + 1;
        return new Tracking(
                finished.upstream(),
                Math.max(least, finished.position()),
                finished.eventId(),
                recorded.map(Tracking::epoch).orElse(0L));
    }

    private Tracking tracked(Tracking finished) {
        try {
            recorder.track(finished);
            return finished;
        } catch (TrackingConflictException e) {
            // Another process was faster.
            return e.recorded().orElseThrow(() -> e);
        }
    }

    /** Lets all keys count as not finished, whoever has declared them. */
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
