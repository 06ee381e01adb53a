package org.annals.catalogue;

import java.util.Comparator;

/**
 * A step by which what was recorded earlier is read. Immutable.
 *
 * @param type the stored name where it begins
 * @param version the version where it begins
 */
record UpcastStep(String type, int version, Participant by) implements Comparable<UpcastStep> {
    private static final Comparator<UpcastStep> ORDER =
            Comparator.comparing(UpcastStep::type)
                    .thenComparingInt(UpcastStep::version)
                    .thenComparing(UpcastStep::by);

    @Override
    public int compareTo(UpcastStep other) {
        return ORDER.compare(this, other);
    }
}
