package org.annals.processor;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.QuerySlice;
import org.annals.dcb.Slice;
import org.annals.domain.Aggregate;

/** What an {@link org.annals.domain.EventSourced} class can be. */
enum Kind {
    AGGREGATE(Aggregate.class),
    OBJECT(EnduringObject.class),
    SLICE(Slice.class),
    QUERY(QuerySlice.class);

    private final Class<?> base;

    Kind(Class<?> base) {
        this.base = base;
    }

    /** Returns the class that it extends. */
    Class<?> base() {
        return base;
    }

    /** Returns whether it is folded, and applies no event that it has triggered. */
    boolean isDecision() {
        return this == SLICE || this == QUERY;
    }
}
