package org.annals.projection;

import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;

import java.util.Optional;

/**
 * Which editions of a view there are, and which is live. That is tracked as places are: the number
 * of a version, or of a generation, is a position that only moves forwards. May be shared.
 */
record Editions(ViewStore views, String projection) {
    /**
     * Returns the edition of a projection's version for a runner, and makes it if it is not there.
     *
     * @throws IllegalStateException if saves write it
     */
    Edition followed(Projection<?> of) {
        requireNotInline(of);
        return made(of);
    }

    /**
     * Returns the edition of a projection's version for saves to write, and makes it if it is not
     * there.
     *
     * @param head the position of the log's last event
     * @throws IllegalStateException if they did not from the beginning, and the log has events
     */
    Edition inline(Projection<?> of, long head) {
        String name = Edition.inlineOf(projection, of.version());
        if (position(name) > 0) {
            return made(of);
        }
        if (head > 0) {
            throw new IllegalStateException(
                    "%s was not written inline from the beginning, and the log has %d events already, which it would lack. Let a ProjectionRunner follow the log instead."
                            .formatted(of, head));
        }
        Edition edition = made(of);
        track(name, 1);
        goLive(edition);
        return edition;
    }

    private void requireNotInline(Projection<?> of) {
        if (position(Edition.inlineOf(projection, of.version())) > 0) {
            throw new IllegalStateException(
                    "%s is written inline, with each save, and would have every event twice. Raise the version to build it anew."
                            .formatted(of));
        }
    }

    private Edition made(Projection<?> of) {
        long generation = generation(of.version());
        Edition edition =
                generation == 0 ? begun(of) : new Edition(projection, of.version(), generation);
        // Where no other is live, nothing is gained by hiding one that is not complete.
        if (liveVersion() == 0) {
            goLive(edition);
        }
        return edition;
    }

    private Edition begun(Projection<?> of) {
        var edition = new Edition(projection, of.version(), 1);
        try {
            views.write(
                    Tracking.of(Edition.generationOf(projection, of.version()), 1),
                    transaction -> of.create(transaction, edition));
            return edition;
        } catch (TrackingConflictException e) {
            return new Edition(projection, of.version(), generation(of.version()));
        }
    }

    Edition reset(Projection<?> of) {
        requireNotInline(of);
        long old = generation(of.version());
        if (old == 0) {
            return made(of);
        }
        var before = new Edition(projection, of.version(), old);
        var after = new Edition(projection, of.version(), old + 1);
        views.write(
                Tracking.of(Edition.generationOf(projection, of.version()), old + 1),
                transaction -> {
                    of.clear(transaction, before);
                    of.create(transaction, after);
                });
        return after;
    }

    Optional<Edition> live() {
        int version = liveVersion();
        return version == 0
                ? Optional.empty()
                : Optional.of(new Edition(projection, version, generation(version)));
    }

    int liveVersion() {
        return (int) position(Edition.liveOf(projection));
    }

    /** Lets readers find an edition from now on, unless a later version is live. */
    void goLive(Edition edition) {
        track(Edition.liveOf(projection), edition.version());
    }

    /** Tracks a number, unless another was faster with this one or a later one. */
    private void track(String name, long number) {
        try {
            views.write(Tracking.of(name, number), transaction -> {});
        } catch (TrackingConflictException e) {
            return;
        }
    }

    private long generation(int version) {
        return position(Edition.generationOf(projection, version));
    }

    private long position(String name) {
        return views.findTracking(name).map(Tracking::position).orElse(0L);
    }
}
