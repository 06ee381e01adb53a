package org.annals.postgres;

import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.Difference;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.AppendJudge;
import org.annals.recording.Judgement;
import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The one row in which the append function answers a batch. Immutable; lists are the arrays of
 * {@code append.sql}, with nulls where those have them.
 */
record AppendReply(
        long head,
        List<Integer> codes,
        List<Long> places,
        List<Integer> reused,
        List<Long> versions,
        List<@Nullable Long> matches,
        List<@Nullable Long> trackedPositions,
        List<@Nullable UUID> trackedEvents,
        List<@Nullable Long> trackedEpochs) {
    private static final int NOW = 0;
    private static final int BEFORE = 1;
    private static final int VERSION = 2;
    private static final int CONDITION = 3;
    private static final int TRACKING = 4;
    private static final int ID = 5;
    private static final int HASH = 6;

    /** Reads the row, whose first column is a refusal or null. */
    static AppendReply of(ResultSet row) throws SQLException {
        return new AppendReply(
                row.getLong("head"),
                list(row, "codes", Integer[].class),
                list(row, "places", Long[].class),
                list(row, "reused", Integer[].class),
                list(row, "versions", Long[].class),
                list(row, "matches", Long[].class),
                list(row, "tracked_position", Long[].class),
                list(row, "tracked_event", UUID[].class),
                list(row, "tracked_epoch", Long[].class));
    }

    private static <T> List<T> list(ResultSet row, String column, Class<T[]> type)
            throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList(type.cast(array.getArray()));
    }

    /** Returns whether the one request was accepted: written, if that was the task. */
    boolean hasAccepted() {
        return codes.get(0) == NOW;
    }

    /** Returns what became of each request, in order; recorded now is a receipt like any other. */
    List<Judgement> judgements(AppendCall call, List<AppendRequest> batch) {
        List<Judgement> judgements = new ArrayList<>(batch.size());
        long last = head;
        for (int i = 0; i < batch.size(); i++) {
            AppendRequest request = batch.get(i);
            int size = request.events().size();
            judgements.add(
                    switch (codes.get(i)) {
                        case NOW -> new Judgement.Repeated(receipt(last + 1, size));
                        case BEFORE -> new Judgement.Repeated(receipt(places.get(i), size));
                        case VERSION -> new Judgement.Refused(versionConflict(i, request, call));
                        case CONDITION -> new Judgement.Refused(failedCondition(i, request, call));
                        case TRACKING -> new Judgement.Refused(trackingConflict(i, request, call));
                        case ID ->
                                new Judgement.Refused(
                                        AppendJudge.reused(
                                                call.event(reused.get(i)).id(), places.get(i)));
                        case HASH ->
                                new Judgement.Refused(
                                        new ChainBrokenException(last, Difference.HASH_MISSING));
                        default -> throw new IllegalStateException("Code " + codes.get(i));
                    });
            if (codes.get(i) == NOW) {
                last += size;
            }
        }
        return judgements;
    }

    private static AppendReceipt receipt(long first, int size) {
        return size == 0 ? AppendReceipt.empty() : new AppendReceipt(first, first + size - 1);
    }

    private VersionConflictException versionConflict(
            int index, AppendRequest request, AppendCall call) {
        Map<String, Long> recorded = new HashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            if (call.chainRequests().get(i) == index + 1) {
                recorded.put(call.chainAggregates().get(i), versions.get(i));
            }
        }
        var conflict = AppendJudge.versionConflict(request.events(), recorded::get);
        return Objects.requireNonNull(conflict, "no version is in conflict");
    }

    private AppendConditionFailedException failedCondition(
            int index, AppendRequest request, AppendCall call) {
        int before = call.conditionsBefore(index);
        for (int i = 0; i < request.conditions().size(); i++) {
            Long match = matches.get(before + i);
            if (match != null) {
                FailIfMatching condition = request.conditions().get(i);
                return new AppendConditionFailedException(condition, match);
            }
        }
        throw new IllegalStateException("No condition has failed.");
    }

    private TrackingConflictException trackingConflict(
            int index, AppendRequest request, AppendCall call) {
        Tracking given = request.tracking().orElseThrow();
        int i = call.trackingRequests().indexOf(index + 1);
        long position = Objects.requireNonNull(trackedPositions.get(i), "position");
        long epoch = Objects.requireNonNull(trackedEpochs.get(i), "epoch");
        if (position == 0) {
            return new TrackingConflictException(epoch, given);
        }
        var recorded = new Tracking(given.upstream(), position, trackedEvents.get(i), epoch);
        return new TrackingConflictException(recorded, given);
    }
}
