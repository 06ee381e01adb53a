package org.annals.sqlite;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;

import java.sql.SQLException;
import java.time.Duration;

/** What the engine's result codes mean (sqlite.org/rescode.html). The one place that knows them. */
final class SqliteErrors {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private SqliteErrors() {}

    /** Returns whether someone else holds a lock, so that trying again may help. */
    static boolean isBusy(SQLException failure) {
        return code(failure) == BUSY || code(failure) == LOCKED;
    }

    /** Returns whether there was no room, in which case the transaction is certainly undone. */
    static boolean isFull(SQLException failure) {
        return code(failure) == FULL;
    }

    /** Returns what to throw when a log cannot be opened; nothing was written. */
    static EventSourcingException atOpening(SQLException failure, String where) {
        return switch (code(failure)) {
            case PERM, READONLY, CANTOPEN, NOTADB ->
                    new ConfigurationException(message(failure).formatted(where), cause(failure));
            default -> translated(failure, where);
        };
    }

    /**
     * Returns what to throw for a log that was opened before, so that whatever is wrong may pass;
     * nothing was written.
     */
    static RecorderUnavailableException translated(SQLException failure, String where) {
        return new RecorderUnavailableException(message(failure).formatted(where), cause(failure));
    }

    private static String message(SQLException failure) {
        return switch (code(failure)) {
            case BUSY, LOCKED -> "%s is locked by another program. Try again later.";
            case PERM, READONLY ->
                    "%s cannot be written to. Give this process the right to write the file and its folder.";
            case CANTOPEN ->
                    "%s cannot be opened. See that its folder exists and can be written to.";
            case NOTADB ->
                    "%s is not an SQLite database, or is encrypted. Name another file, or restore this one.";
            case CORRUPT ->
                    "%s is damaged. Check it with 'PRAGMA integrity_check' and restore it from a backup.";
            case FULL -> "The disk of %s is full; nothing was written. Make room and try again.";
            case IOERR -> "The disk of %s failed; nothing was written. See the cause.";
            default -> "%s failed; nothing was written. See the cause.";
        };
    }

    /** Returns the exception for a lock that was not free in time. */
    static RecorderUnavailableException lockTimeout(
            Duration waited, String where, SQLException failure) {
        return new RecorderUnavailableException(
                "%s was locked by another program for longer than SQLITE_LOCK_TIMEOUT, %s; nothing was written. Try again later, or end that program."
                        .formatted(where, waited),
                failure);
    }

    // The low byte is the primary result code; the rest refines it.
    private static int code(SQLException failure) {
        return cause(failure) instanceof SQLException innermost
                ? innermost.getErrorCode() & 0xff
                : 0;
    }

    // The driver wraps what stops it from opening a file in an exception without a code.
    private static Throwable cause(SQLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !hasCode(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean hasCode(Throwable failure) {
        return failure instanceof SQLException sql && sql.getErrorCode() != 0;
    }
}
