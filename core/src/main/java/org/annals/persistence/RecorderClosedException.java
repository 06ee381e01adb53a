package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/** The recorder, or the application that it belongs to, has been closed. Nothing was written. */
public final class RecorderClosedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param closed what was closed, as in "SqliteRecorder[dogs.db]"
     */
    public RecorderClosedException(String closed) {
        super(closed + " has been closed. Open a new one.", null);
    }
}
