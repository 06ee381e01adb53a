package org.annals.following;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a follower stands in an upstream log, as its downstream has it, and whether that is still
 * the log that it was. For one thread at a time.
 */
final class Place {
    private static final long VALID = Duration.ofSeconds(5).toNanos();
    private static final long LATELY = Duration.ofSeconds(1).toNanos();

    private final Upstream upstream;
    private final Downstream downstream;
    private final Division division;
    private boolean isNew = true;
    private long position;
    private @Nullable UUID eventId;
    private @Nullable Notification seen;
    private long verified;
    private long moved;
    private long epoch;

    Place(Division division) {
        this.upstream = division.upstream();
        this.downstream = division.downstream();
        this.division = division;
    }

    long position() {
        return position;
    }

    /** Is told under which epoch places are recorded from now on. */
    void under(long epoch) {
        this.epoch = epoch;
    }

    /**
     * Reads the place again: another may have moved it.
     *
     * @throws org.annals.settings.ConfigurationException if the upstream was divided meanwhile
     */
    void read() {
        Tracking tracking = downstream.findTracking(division.name()).orElse(null);
        division.requireWhole(tracking);
        position = tracking == null ? 0 : tracking.position();
        eventId = tracking == null ? null : tracking.eventId();
        moved = System.nanoTime();
    }

    /**
     * Requires that the upstream still is what was followed, and returns its head.
     *
     * @throws UpstreamChangedException if it is not
     */
    long verify() {
        String found = upstream.log().identity().name();
        if (!found.equals(upstream.name())) {
            throw changed("the log there is that of '%s'".formatted(found));
        }
        if (position == 0) {
            requireNoFormerName();
            verified = System.nanoTime();
            return upstream.log().head();
        }
        LogPage page = upstream.log().pull(at(position));
        List<Notification> there = page.notifications();
        if (there.isEmpty()) {
            throw changed("now ends at position %d".formatted(page.head()));
        }
        UUID id = there.getFirst().storedEvent().id();
        if (eventId != null && !eventId.equals(id)) {
            throw changed("has another event there, %s in place of %s".formatted(id, eventId));
        }
        verified = System.nanoTime();
        return page.head();
    }

    private void requireNoFormerName() {
        if (isNew && downstream instanceof RecordedDownstream recorded) {
            Optional<Tracking> former = new FormerName(upstream, recorded).find();
            if (former.isPresent()) {
                throw new UpstreamChangedException(upstream.name(), former.get());
            }
        }
        isNew = false;
    }

    /**
     * Verifies it if that was not done for a while: the log may be restored while it is followed.
     */
    void verifyNowAndThen() {
        if (System.nanoTime() - verified > VALID) {
            verify();
        }
    }

    private UpstreamChangedException changed(String found) {
        return new UpstreamChangedException(upstream.name(), position, found);
    }

    /** Is told what was read, which may end with the event at the next place. */
    void sees(LogPage page) {
        seen = page.notifications().isEmpty() ? null : page.notifications().getLast();
    }

    /** Returns the tracking of a later position, up to which these events are selected. */
    Tracking tracking(List<Notification> events, long end) {
        boolean isLast = !events.isEmpty() && events.getLast().position() == end;
        UUID id = isLast ? events.getLast().storedEvent().id() : idAt(end);
        return new Tracking(division.name(), end, id, epoch);
    }

    private @Nullable UUID idAt(long end) {
        Notification last = seen;
        if (last != null && last.position() == end) {
            return last.storedEvent().id();
        }
        List<Notification> there = upstream.log().pull(at(end)).notifications();
        return there.isEmpty() ? null : there.getFirst().storedEvent().id();
    }

    private static LogSelection at(long position) {
        return LogSelection.all().from(position).upTo(position).limit(1);
    }

    /** Is told that the downstream has recorded a later place. */
    void moved(Tracking tracking) {
        position = tracking.position();
        eventId = tracking.eventId();
        moved = System.nanoTime();
    }

    /** Returns whether it was read or recorded within the last second. */
    boolean hasMovedLately() {
        return System.nanoTime() - moved < LATELY;
    }
}
