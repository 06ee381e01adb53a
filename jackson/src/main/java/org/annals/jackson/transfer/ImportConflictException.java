package org.annals.jackson.transfer;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/**
 * A log holds something else than the file that is imported into it. Nothing of the lines from this
 * position on was written.
 */
public final class ImportConflictException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long position;

    ImportConflictException(long position, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    /**
     * Returns the first position in conflict: 1 if the log is another one altogether, and that
     * after the last event if it is the places in upstream logs that differ.
     */
    public long position() {
        return position;
    }
}
