package org.annals.catalogue;

import java.util.Comparator;

/**
 * A class that has to do with events, as the user has written it. Immutable.
 *
 * @param type its internal name
 */
record Participant(String type, Kind kind) implements Comparable<Participant> {
    private static final Comparator<Participant> ORDER =
            Comparator.comparing(Participant::kind).thenComparing(Participant::type);

    @Override
    public int compareTo(Participant other) {
        return ORDER.compare(this, other);
    }
}
