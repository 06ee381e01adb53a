package org.annals.catalogue;

import java.util.Comparator;

/**
 * Where something has to do with an event. Immutable.
 *
 * @param method the name of its method, as class files have it; empty if a lambda is meant
 */
record Mention(Participant by, String method) implements Comparable<Mention> {
    private static final Comparator<Mention> ORDER =
            Comparator.comparing(Mention::by).thenComparing(Mention::method);

    @Override
    public int compareTo(Mention other) {
        return ORDER.compare(this, other);
    }
}
