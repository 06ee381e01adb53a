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

    /** Returns what to throw; nothing was written. */
    static EventSourcingException translated(SQLException failure, String where) {
        return switch (code(failure)) {
            case BUSY, LOCKED ->
                    unavailable(
                            "%s is locked by another program. Try again later.", where, failure);
            case PERM, READONLY ->
                    wrong(
                            "%s cannot be written to. Give this process the right to write the file and its folder.",
                            where, failure);
            case CANTOPEN ->
                    wrong(
                            "%s cannot be opened. See that its folder exists and can be written to.",
                            where, failure);
            case NOTADB ->
                    wrong(
                            "%s is not an SQLite database, or is encrypted. Name another file.",
                            where, failure);
            case CORRUPT ->
                    unavailable(
                            "%s is damaged. Check it with 'PRAGMA integrity_check' and restore it from a backup.",
                            where, failure);
            case FULL ->
                    unavailable(
                            "The disk of %s is full; nothing was written. Make room and try again.",
                            where, failure);
            case IOERR ->
                    unavailable(
                            "The disk of %s failed; nothing was written. See the cause.",
                            where, failure);
            default ->
                    unavailable("%s failed; nothing was written. See the cause.", where, failure);
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
        return failure.getErrorCode() & 0xff;
    }

    private static RecorderUnavailableException unavailable(
            String message, String where, SQLException failure) {
        return new RecorderUnavailableException(message.formatted(where), failure);
    }

    private static ConfigurationException wrong(
            String message, String where, SQLException failure) {
        return new ConfigurationException(message.formatted(where), failure);
    }
}
