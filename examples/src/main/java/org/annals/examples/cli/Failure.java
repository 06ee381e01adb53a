package org.annals.examples.cli;

import org.annals.domain.EventSourcingException;
import org.annals.examples.githistory.ConcurrentImportException;
import org.annals.examples.githistory.ImportIncompleteException;
import org.annals.examples.githistory.UnreadableRepositoryException;
import org.annals.examples.githistory.UnrelatedHistoryException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a command failed, in one line. */
final class Failure {
    private Failure() {}

    /** Returns what there is to say. */
    static String said(Exception failure) {
        return switch (failure) {
            case EventSourcingException known -> withCause(known);
            case UnreadableRepositoryException known -> String.valueOf(known.getMessage());
            case UnrelatedHistoryException known -> String.valueOf(known.getMessage());
            case ConcurrentImportException known -> String.valueOf(known.getMessage());
            case ImportIncompleteException known -> withCause(known);
            case IllegalArgumentException known -> String.valueOf(known.getMessage());
            case FileAlreadyExistsException known ->
                    "'%s' is there already, and is not replaced. Give another name, or move it away."
                            .formatted(known.getFile());
            case NoSuchFileException known ->
                    "There is no '%s'. Give one that is there.".formatted(known.getFile());
            case AccessDeniedException known ->
                    "'%s' cannot be opened by this user. Give another one, or let its owner do it."
                            .formatted(known.getFile());
            case IOException known ->
                    "A file could not be read or written. (%s)".formatted(known.getMessage());
            default -> failure.toString();
        };
    }

    private static String withCause(RuntimeException known) {
        String said = String.valueOf(known.getMessage());
        @Nullable String reason = innermost(known.getCause());
        return reason == null ? said : "%s (%s)".formatted(said, reason);
    }

    // What the database said; causes around it may say no more than that something failed.
    private static @Nullable String innermost(@Nullable Throwable cause) {
        @Nullable String said = null;
        for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
            said = each.getMessage() == null ? said : each.getMessage();
        }
        return said;
    }
}
