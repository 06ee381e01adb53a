package org.annals.examples.cli;

import org.annals.domain.EventSourcingException;
import org.annals.examples.githistory.ConcurrentImportException;
import org.annals.examples.githistory.UnreadableRepositoryException;
import org.jspecify.annotations.Nullable;

/** Why a command failed, in one line. */
final class Failure {
    private Failure() {}

    /** Returns what there is to say. */
    static String said(Exception failure) {
        return switch (failure) {
            case EventSourcingException known -> withCause(known);
            case UnreadableRepositoryException known -> String.valueOf(known.getMessage());
            case ConcurrentImportException known -> String.valueOf(known.getMessage());
            default -> failure.toString();
        };
    }

    // The cause is what the database said.
    private static String withCause(EventSourcingException known) {
        @Nullable Throwable cause = known.getCause();
        String said = String.valueOf(known.getMessage());
        return cause == null || cause.getMessage() == null
                ? said
                : "%s (%s)".formatted(said, cause.getMessage());
    }
}
