package org.annals.testkit.transcoding;

import java.util.EnumSet;
import java.util.Set;

/**
 * An object, and what a transcoder must encode to encode it.
 *
 * @param kinds of the values in it
 */
record Sample(Object value, Set<ValueKind> kinds) {
    static Sample of(Object value, ValueKind first, ValueKind... more) {
        return new Sample(value, EnumSet.of(first, more));
    }

    /** Returns whether it is encoded by a transcoder that encodes these kinds. */
    boolean isOf(Set<ValueKind> encoded) {
        return encoded.containsAll(kinds);
    }

    Class<?> type() {
        return value.getClass();
    }

    @Override
    public String toString() {
        return type().getSimpleName();
    }
}
