package org.annals.persistence;

import org.annals.domain.Text;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How far an upstream log has been processed. Immutable.
 *
 * @param upstream the name of the log that is followed
 * @param position the position that has been processed, 1 or more; those skipped before it count as
 *     done
 * @param eventId the id of the event at that position, by which a log that was restored to an
 *     earlier state is recognised; null if it is not known
 * @param epoch the number of the lease under which the follower runs: an older one than recorded is
 *     refused
 */
public record Tracking(String upstream, long position, @Nullable UUID eventId, long epoch) {
    private static final String OF_VIEW = "view ";
    private static final String FILLING = "filling tags ";
    private static final String FILLED = "filled tags ";

    /**
     * @throws IllegalArgumentException if the name is blank or cannot be stored, the position is
     *     below 1 or the epoch is negative
     */
    public Tracking {
        requireUpstream(upstream);
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d of upstream '%s' cannot be tracked: positions begin with 1."
                            .formatted(position, upstream));
        }
        Positions.requireNotNegative(epoch, "epoch");
    }

    /** Returns the tracking of a position, whose event is not named, under epoch 0. */
    public static Tracking of(String upstream, long position) {
        return new Tracking(upstream, position, null, 0);
    }

    /** Returns the tracking of a position and the event there, under epoch 0. */
    public static Tracking of(String upstream, long position, UUID eventId) {
        return new Tracking(upstream, position, eventId, 0);
    }

    /** Returns this tracking under another epoch. */
    public Tracking withEpoch(long epoch) {
        return new Tracking(upstream, position, eventId, epoch);
    }

    /** Returns this tracking under another name of the upstream. */
    public Tracking withUpstream(String upstream) {
        return new Tracking(upstream, position, eventId, epoch);
    }

    /**
     * Returns the name under which it is tracked how far a view has come, whose rows are kept
     * beside the log. Such places mean nothing without these rows, so an export of the log lacks
     * them.
     */
    public static String ofView(String view) {
        return OF_VIEW + view;
    }

    boolean isOfView() {
        return upstream.startsWith(OF_VIEW);
    }

    /** Returns the name under which it is tracked how far a filling of these keys has come. */
    static String ofFilling(Collection<String> keys, UUID filling) {
        return FILLING + keys.stream().sorted().collect(Collectors.joining(":")) + ':' + filling;
    }

    /** Returns the name under which it is tracked that a unit is filled. */
    static String ofFilled(FillUnit unit) {
        return FILLED + unit.name();
    }

    boolean isOfFill() {
        return upstream.startsWith(FILLING) || isOfFilled();
    }

    boolean isOfFilled() {
        return upstream.startsWith(FILLED);
    }

    static void requireUpstream(String upstream) {
        Text.requireStorable(upstream, "name of an upstream");
        if (upstream.isBlank()) {
            throw new IllegalArgumentException("The name of an upstream is blank.");
        }
    }
}
