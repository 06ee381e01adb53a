package org.annals.jackson.transfer;

import org.annals.persistence.ImportRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Trackings;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** The places in upstream logs that a log has, beside those that a file has. */
record Places(ImportRecorder recorder) {
    /**
     * Requires that a log without events, which is to become another one, has none of its own.
     *
     * @throws ImportConflictException if it has
     */
    void requireNoneUnless(LogIdentity theirs) {
        LogIdentity own = recorder.identity();
        boolean isSame =
                own.logId().equals(theirs.logId())
                        && own.incarnation().equals(theirs.incarnation());
        List<Tracking> places = recorder.readTrackings().withoutFills().trackings();
        if (!isSame && !places.isEmpty()) {
            throw new ImportConflictException(
                    1,
                    "The log '%s' has no events, but has followed '%s' to position %d already. Import into a log that nobody has used."
                            .formatted(
                                    own.name(),
                                    places.getFirst().upstream(),
                                    places.getFirst().position()),
                    null);
        }
    }

    /**
     * Moves each place to where the file has it, unless it is there or beyond.
     *
     * @param head the position of the file's last event
     * @throws ImportConflictException if one is at the same position otherwise, or under a later
     *     epoch before it; those of earlier lines stay
     */
    void move(List<Tracking> places, long head) {
        for (Tracking place : new Trackings(head, places).withoutFills().trackings()) {
            Optional<Tracking> recorded = recorder.findTracking(place.upstream());
            if (recorded.isEmpty() || recorded.get().position() < place.position()) {
                track(place, head);
            } else if (recorded.get().position() == place.position()) {
                requireSame(recorded.get(), place, head, null);
            }
        }
    }

    private void track(Tracking place, long head) {
        try {
            recorder.track(place);
        } catch (TrackingConflictException e) {
            // Another import may have done it meanwhile.
            requireSame(e.recorded().orElseThrow(() -> e), place, head, e);
        }
    }

    private void requireSame(
            Tracking recorded,
            Tracking place,
            long head,
            @Nullable TrackingConflictException cause) {
        if (!recorded.equals(place)) {
            throw new ImportConflictException(
                    head + 1,
                    "The log '%s' has followed '%s' to position %d under epoch %d, and the file says position %d under epoch %d: the log has another history. Import into an empty log."
                            .formatted(
                                    recorder.identity().name(),
                                    place.upstream(),
                                    recorded.position(),
                                    recorded.epoch(),
                                    place.position(),
                                    place.epoch()),
                    cause);
        }
    }
}
