package org.annals.integrity;

import org.annals.domain.EventSourcingException;

/** A log has no hash chain, so that nothing can be said of what it was. */
public final class LogNotChainedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param logName the name of the log
     */
    public LogNotChainedException(String logName) {
        super(
                "The log '%s' has no hash chain. A chain is asked for when a log is created: with HASH_CHAIN=y, of a recorder that can keep one."
                        .formatted(logName),
                null);
    }
}
