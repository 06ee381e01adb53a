package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/** A log with events was to take over another log's identity. Nothing was written. */
public final class LogNotEmptyException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long head;

    /**
     * @param head the position of the last event
     */
    public LogNotEmptyException(String logName, long head) {
        super(
                "The log '%s' has events up to position %d and so keeps its identity. Import into an empty log."
                        .formatted(logName, head),
                null);
        this.head = head;
    }

    /** Returns the position of the last event. */
    public long head() {
        return head;
    }
}
