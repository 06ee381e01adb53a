package org.annals.integrity;

import org.annals.domain.EventSourcingException;

/** A log is not as it was recorded. */
public final class ChainBrokenException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long position;
    private final Difference difference;

    /**
     * @param position the first at which it is not, as {@link ChainResult.Broken} says
     */
    public ChainBrokenException(long position, Difference difference) {
        super(
                "The log is not as it was recorded at position %d: %s. Find out who can write to it, and restore it from a backup."
                        .formatted(position, difference.meaning()),
                null);
        this.position = position;
        this.difference = difference;
    }

    /** Returns the first position at which it is not. */
    public long position() {
        return position;
    }

    /** Returns how it differs. */
    public Difference difference() {
        return difference;
    }
}
