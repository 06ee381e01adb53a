package org.annals.processor.lock;

import java.util.Comparator;

/** A stored name and a version, in the order of the lock. */
record EventKey(String name, int version) implements Comparable<EventKey> {
    private static final Comparator<EventKey> ORDER =
            Comparator.comparing(EventKey::name).thenComparingInt(EventKey::version);

    @Override
    public int compareTo(EventKey other) {
        return ORDER.compare(this, other);
    }

    /** Returns both as the lock writes them. */
    @Override
    public String toString() {
        return LineReader.written(name) + " " + version;
    }
}
