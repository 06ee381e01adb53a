package org.annals.testkit.witness;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An append that was asked for, perhaps several times, and what is known of it. It belongs to its
 * witness, which alone changes it: for the one thread of that.
 */
public final class Append {
    /** Instead of a number: it has not happened. */
    static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final AppendRequest request;
    private final boolean reusesIds;

    /** The number at which it was asked for by the first that may have written it. */
    long asked;

    /** Whether it was asked for and nothing was heard yet. */
    boolean isUnderWay;

    /** Whether some other time that it was asked for may still write it, or has. */
    boolean isUncertain;

    /** The number at which it was acknowledged first. */
    long acknowledged = NEVER;

    @Nullable AppendReceipt receipt;
    @Nullable Rejection rejection;

    /** The position of its first event as it was seen in the log, 0 if it was not. */
    long place;

    /** How many of its events were seen. */
    int seen;

    /** What was acknowledged when it was asked for last: versions and trackings it meets. */
    final Map<String, Long> knownVersions = new HashMap<>();

    long knownTracking;

    Append(String name, AppendRequest request, boolean reusesIds) {
        this.name = name;
        this.request = request;
        this.reusesIds = reusesIds;
    }

    /** Returns whether its first event was seen in the log. */
    public boolean isSeen() {
        return place > 0;
    }

    /** Returns whether somebody was told that it is recorded. */
    public boolean isAcknowledged() {
        return receipt != null;
    }

    /** Returns what was asked for. */
    public AppendRequest request() {
        return request;
    }

    List<StoredEvent> events() {
        return request.events();
    }

    @Nullable Tracking tracking() {
        return request.tracking().orElse(null);
    }

    /** Returns whether its event ids are recorded otherwise, so that it must be refused. */
    boolean reusesIds() {
        return reusesIds;
    }

    /** Returns whether nothing more can become of it. */
    boolean isSettled() {
        return receipt != null || rejection != null || place > 0;
    }

    /** Returns the name it was given. */
    @Override
    public String toString() {
        return name;
    }
}
