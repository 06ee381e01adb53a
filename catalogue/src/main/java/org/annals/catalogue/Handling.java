package org.annals.catalogue;

import java.util.Comparator;

/**
 * What somebody does with an event. Immutable.
 *
 * @param as the sealed type by which it is meant, an internal name, or empty if it is named itself
 */
record Handling(Participant by, Role role, String as) implements Comparable<Handling> {
    private static final Comparator<Handling> ORDER =
            Comparator.comparing(Handling::role)
                    .thenComparing(Handling::by)
                    .thenComparing(Handling::as);

    @Override
    public int compareTo(Handling other) {
        return ORDER.compare(this, other);
    }
}
