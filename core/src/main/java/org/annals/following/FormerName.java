package org.annals.following;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a log that was never followed under its name was followed under another: then it was
 * renamed, and to begin with it anew would let everything take effect twice. It is known by the ids
 * of the events at the places that are recorded. Immutable.
 */
record FormerName(Upstream upstream, RecordedDownstream downstream) {
    /** Returns the place that is recorded in this log under another name, if there is one. */
    Optional<Tracking> find() {
        Trackings all = downstream.recorder().readTrackings().withoutFills();
        String prefix = downstream.trackedAs("");
        // A whole word: 'Dog' may be what was 'DogSchool'.
        Predicate<String> hasPresentName =
                Pattern.compile("(?<!\\w)" + Pattern.quote(upstream.name()) + "(?!\\w)")
                        .asPredicate();
        List<Tracking> alike =
                (prefix.isEmpty() ? all.withoutViews() : all)
                        .trackings().stream()
                                .filter(each -> each.upstream().startsWith(prefix))
                                .filter(each -> !hasPresentName.test(each.upstream()))
                                .toList();
        return alike.stream().filter(this::isHere).findFirst();
    }

    private boolean isHere(Tracking place) {
        long position = place.position();
        if (place.eventId() == null || position == 0) {
            return false;
        }
        LogSelection at = LogSelection.all().from(position).upTo(position).limit(1);
        List<Notification> there = upstream.log().pull(at).notifications();
        return !there.isEmpty() && there.getFirst().storedEvent().id().equals(place.eventId());
    }
}
