package org.annals.following;

import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * That an upstream is followed in some partitions and in no others, by whichever process.
 *
 * <p>It is kept in the place of the upstream as a whole, which moves on by one, under the last
 * epoch there is, with an event id that says into what it was divided. Whoever is first has divided
 * it: the recorder refuses a second one at the same position, and everything that is tracked or
 * leased there under an earlier epoch, so also a follower that has just begun undivided. May be
 * shared between threads.
 */
record Division(Upstream upstream, Downstream downstream, Partition partition) {
    /** No lease has it, and after it there is none. */
    static final long EPOCH = Long.MAX_VALUE;

    private static final long FIRST = 1;
    // Version 8: the rest is ours, and begins with "annals" in ASCII.
    private static final long HIGH = 0x616e_6e61_6c73_8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long KEY_BITS = 0x3fff_ffffL;

    /** Returns the name of the partition's own place. */
    String name() {
        return partition.name(upstream.name());
    }

    /**
     * Requires that the upstream is followed as this partition says, and divides it so if it was
     * never followed.
     *
     * @throws ConfigurationException if it is followed otherwise
     */
    void require() {
        Tracking found = find();
        if (partition.isWhole()) {
            requireWhole(found);
        } else if (found == null) {
            divide();
        } else {
            requireSame(found);
        }
    }

    /**
     * Requires that this is no place that was divided.
     *
     * @throws ConfigurationException if it is
     */
    void requireWhole(@Nullable Tracking place) {
        if (place != null && place.epoch() == EPOCH) {
            throw refused(place);
        }
    }

    private void divide() {
        try {
            downstream.track(mark());
        } catch (TrackingConflictException e) {
            Tracking found = find();
            if (found == null) {
                throw e;
            }
            requireSame(found);
        }
    }

    private void requireSame(Tracking found) {
        if (found.epoch() != EPOCH || !content().equals(found.eventId())) {
            throw refused(found);
        }
    }

    private @Nullable Tracking find() {
        return downstream.lookUp(upstream.name()).orElse(null);
    }

    private Tracking mark() {
        return new Tracking(upstream.name(), FIRST, content(), EPOCH);
    }

    private UUID content() {
        String key = partition.all().key().name();
        long known = key.isEmpty() ? 0 : Partitions.hash(key) & KEY_BITS;
        return new UUID(HIGH, VARIANT | known << Integer.SIZE | partition.all().count());
    }

    private ConfigurationException refused(Tracking found) {
        int count = found.epoch() == EPOCH ? countIn(found.eventId()) : 1;
        boolean isOtherKey = count == partition.all().count();
        return new ConfigurationException(
                "'%s' is followed in %s%s, and is now to be followed in %s: some events would be lost, and others take effect twice. Follow it in %s%s; a view can be built anew in others, under another version."
                        .formatted(
                                upstream.name(),
                                described(count),
                                isOtherKey ? " by another key" : "",
                                described(partition.all().count()),
                                described(count),
                                isOtherKey ? " by the same key" : ""));
    }

    private static int countIn(@Nullable UUID content) {
        return content == null ? 1 : (int) content.getLeastSignificantBits();
    }

    private static String described(int count) {
        return count == 1 ? "one piece" : "%d partitions".formatted(count);
    }
}
