package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Tracking;

/**
 * One build of a view, with tables and places of its own. Beside it there may be others, of other
 * versions, of which one is live. Immutable.
 *
 * @param projection the name of the projection that builds it
 * @param version that of the projection, 1 or more
 * @param generation how often this version was begun: 1, and one more after each reset
 */
public record Edition(String projection, int version, long generation) {
    /**
     * @throws IllegalArgumentException if a number is below 1
     */
    public Edition {
        requireNonNull(projection, "projection");
        if (version < 1 || generation < 1) {
            throw new IllegalArgumentException(
                    "There is no generation %d of version %d of '%s': both begin with 1."
                            .formatted(generation, version, projection));
        }
    }

    /**
     * Returns the name of a table of this edition: the given one and the version, as {@code
     * tricks_v1}, and after a reset the generation, as {@code tricks_v1_2}.
     */
    public String table(String name) {
        String versioned = "%s_v%d".formatted(requireNonNull(name, "name"), version);
        return generation == 1 ? versioned : "%s_%d".formatted(versioned, generation);
    }

    /**
     * Returns the name under which the place in an upstream log is tracked.
     *
     * @param upstream its name, or that of a {@linkplain org.annals.following.Partitions partition}
     */
    public String trackingOf(String upstream) {
        return Tracking.ofView("%s.v%d.%d:%s".formatted(projection, version, generation, upstream));
    }

    /** Returns the name under which the end of what is replayed is tracked. */
    String replayOf(String upstream) {
        return Tracking.ofView("%s.v%d.%d+%s".formatted(projection, version, generation, upstream));
    }

    /** Returns the name under which the generation of a version is tracked. */
    static String generationOf(String projection, int version) {
        return Tracking.ofView(versionOf(projection, version));
    }

    /** Returns the name under which it is tracked that saves write a version. */
    static String inlineOf(String projection, int version) {
        return Tracking.ofView("%s.inline".formatted(versionOf(projection, version)));
    }

    /** Returns the name under which the version that is live is tracked. */
    static String liveOf(String projection) {
        return Tracking.ofView("%s.live".formatted(projection));
    }

    /** Returns the version, as {@code tricks.v1}. */
    @Override
    public String toString() {
        String text = versionOf(projection, version);
        return generation == 1 ? text : "%s.%d".formatted(text, generation);
    }

    private static String versionOf(String projection, int version) {
        return "%s.v%d".formatted(projection, version);
    }
}
