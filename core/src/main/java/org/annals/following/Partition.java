package org.annals.following;

import org.annals.persistence.Notification;

/** One of the partitions in which an upstream is followed. Immutable. */
record Partition(Partitions all, int number) {
    static final Partition WHOLE = new Partition(Partitions.none(), 1);

    /**
     * @throws IllegalArgumentException if there is no partition of that number
     */
    Partition {
        all.name("", number);
    }

    boolean isWhole() {
        return all.count() == 1;
    }

    boolean has(Notification event) {
        return all.numberOf(event) == number;
    }

    String name(String name) {
        return all.name(name, number);
    }
}
