package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version of one type of events, as the lock or the code has it. Immutable.
 *
 * @param className the class that it is now, or null if it is a former version
 * @param upcastBy the class that has the upcaster from it: written by hand
 * @param isRetired whether no log has any: written by hand
 */
record Block(
        EventKey key,
        @Nullable String className,
        SortedSet<String> aliases,
        boolean isSecret,
        @Nullable String upcastBy,
        boolean isRetired,
        Shape shape) {

    Block {
        aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
    }

    /** Returns the block under another name. */
    Block named(String name) {
        return new Block(
                new EventKey(name, key.version()),
                className,
                aliases,
                isSecret,
                upcastBy,
                isRetired,
                shape);
    }

    /** Returns the block with the class that has the upcaster from it, or none. */
    Block upcastBy(@Nullable String other) {
        return new Block(key, className, aliases, isSecret, other, isRetired, shape);
    }

    /** Returns the block as that of a former version, which is no class any more. */
    Block former() {
        return new Block(key, null, aliases, isSecret, upcastBy, isRetired, shape);
    }

    /** Returns whether it is said by hand what becomes of such events. */
    boolean isSettled() {
        return isRetired || upcastBy != null;
    }
}
