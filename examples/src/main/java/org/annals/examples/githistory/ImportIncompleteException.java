package org.annals.examples.githistory;

import org.annals.domain.EventSourcingException;

/** The log could not be read or written any more, after some commits had been recorded. */
public final class ImportIncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // True of the append that failed, and not of the import.
    private static final String OF_THE_APPEND = "; nothing was written.*";

    ImportIncompleteException(long commits, EventSourcingException failure) {
        super(
                "The import ended early: %s. What it had recorded stays (commits: %,d), and the next run goes on from there."
                        .formatted(reason(failure), commits),
                failure.getCause());
    }

    private static String reason(EventSourcingException failure) {
        return String.valueOf(failure.getMessage())
                .replaceFirst(OF_THE_APPEND, "")
                .replaceFirst("\\.$", "");
    }
}
