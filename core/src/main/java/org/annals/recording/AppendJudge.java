package org.annals.recording;

import org.annals.domain.Origin;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * The law of appending: ids first, then tracking, versions, conditions and changes, each against
 * everything before the request and nothing after. Stateless.
 */
public final class AppendJudge {
    private AppendJudge() {}

    /**
     * Judges a whole request. Its work is not run for that: a request that is refused, or recorded
     * already, never runs it.
     */
    public static Judgement judge(AppendRequest request, JudgedLog log) {
        Judgement byIds = judgeIds(request.events(), log);
        return byIds instanceof Judgement.Accepted ? judgeRest(request, log) : byIds;
    }

    /**
     * Returns the first receipt of a request whose events are all recorded already, or empty if
     * they are not. A recorder asks before it refuses a request for its size: the limit may have
     * been higher when the request was recorded.
     */
    public static Optional<AppendReceipt> findFirstReceipt(
            List<StoredEvent> events, JudgedLog log) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong first = log.positionOf(events.getFirst().id());
        if (first.isEmpty() || !isRecordedAt(first.getAsLong(), events, log)) {
            return Optional.empty();
        }
        long last = first.getAsLong() + events.size() - 1;
        return Optional.of(new AppendReceipt(first.getAsLong(), last));
    }

    // A request that is recorded already is answered before anything else of it is looked at.
    private static Judgement judgeIds(List<StoredEvent> events, JudgedLog log) {
        Optional<AppendReceipt> first = findFirstReceipt(events, log);
        if (first.isPresent()) {
            return new Judgement.Repeated(first.get());
        }
        for (StoredEvent event : events) {
            OptionalLong position = log.positionOf(event.id());
            if (position.isPresent()) {
                return new Judgement.Refused(reused(event.id(), position.getAsLong()));
            }
        }
        return new Judgement.Accepted();
    }

    private static Judgement judgeRest(AppendRequest request, JudgedLog log) {
        RuntimeException reason = trackingConflict(request.tracking(), log);
        if (reason == null) {
            reason = versionConflict(request.events(), log::lastVersion);
        }
        if (reason == null) {
            reason = failedCondition(request.conditions(), log);
        }
        if (reason == null) {
            reason = ChangeJudge.refusal(request.changes(), log);
        }
        return reason == null ? new Judgement.Accepted() : new Judgement.Refused(reason);
    }

    private static boolean isRecordedAt(long first, List<StoredEvent> events, JudgedLog log) {
        if (first + events.size() - 1 > log.head()) {
            return false;
        }
        long position = first;
        for (StoredEvent event : events) {
            StoredEvent recorded = log.at(position++).storedEvent();
            boolean same =
                    recorded.id().equals(event.id())
                            && Objects.equals(recorded.origin(), event.origin())
                            && recorded.type().equals(event.type())
                            && recorded.typeVersion() == event.typeVersion();
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Returns the exception for an event id that is recorded as part of another append. */
    public static IllegalArgumentException reused(UUID id, long position) {
        return new IllegalArgumentException(
                "Event id %s is recorded at position %d already, as part of another append. Ids are never reused: give the event a new one."
                        .formatted(id, position));
    }

    private static @Nullable RuntimeException trackingConflict(
            Optional<Tracking> given, JudgedLog log) {
        if (given.isEmpty()) {
            return null;
        }
        Tracking recorded = log.tracking(given.get().upstream());
        if (recorded == null) {
            long epoch = log.epochWithoutTracking(given.get().upstream());
            return given.get().epoch() < epoch
                    ? new TrackingConflictException(epoch, given.get())
                    : null;
        }
        boolean moves = given.get().position() > recorded.position();
        boolean current = given.get().epoch() >= recorded.epoch();
        return moves && current ? null : new TrackingConflictException(recorded, given.get());
    }

    /**
     * Returns the exception for the first event whose version is not the next one of its aggregate,
     * or null if there is none.
     *
     * @param lastVersion the recorded last version of an aggregate, 0 if there is none
     */
    public static @Nullable VersionConflictException versionConflict(
            List<StoredEvent> events, ToLongFunction<String> lastVersion) {
        Map<String, Long> last = new HashMap<>();
        for (StoredEvent event : events) {
            Origin origin = event.origin();
            if (origin == null) {
                continue;
            }
            Long before = last.get(origin.aggregateId());
            long expected =
                    1 + (before == null ? lastVersion.applyAsLong(origin.aggregateId()) : before);
            if (origin.version() != expected) {
                return new VersionConflictException(origin, expected);
            }
            last.put(origin.aggregateId(), origin.version());
        }
        return null;
    }

    private static @Nullable RuntimeException failedCondition(
            List<FailIfMatching> conditions, JudgedLog log) {
        for (FailIfMatching condition : conditions) {
            if (condition.after() >= log.head()) {
                continue;
            }
            OptionalLong match = log.firstMatch(condition);
            if (match.isPresent()) {
                return new AppendConditionFailedException(condition, match.getAsLong());
            }
        }
        return null;
    }
}
