package org.annals.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long an answer is waited for on a connection, in milliseconds, 0 for ever. Immutable.
 *
 * @param ours in an append or read
 * @param theirs in statements of the user's own beside it
 * @param afterwards when a connection goes back
 */
record Patience(int ours, int theirs, int afterwards) {
    /** Returns that of a data source of the user's, whose time-out stays if it is shorter. */
    static Patience given(int theirs, Duration socket) {
        int most = millis(socket);
        int ours = theirs == 0 || (most > 0 && most < theirs) ? most : theirs;
        return new Patience(ours, theirs, theirs);
    }

    /** Returns that of a pool of ours, in which the user's own statements are not cut. */
    static Patience own(Duration socket) {
        return new Patience(millis(socket), 0, millis(socket));
    }

    private static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }

    /** Waits for answers to a time, but no shorter than the least, if that is less than ours. */
    void limit(Connection connection, long deadlineNanos, Duration least) {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        Duration time = left.compareTo(least) < 0 ? least : left;
        // A deadline may be as far away as whoever waits likes.
        int longest = Math.clamp(time.toMillis(), 0, Integer.MAX_VALUE);
        if (ours == 0 || longest < ours) {
            trySet(connection, longest);
        }
    }

    /** Sets a time-out, unless the connection is closed, as the next statement will find. */
    static void trySet(Connection connection, int millis) {
        try {
            set(connection, millis);
        } catch (SQLException e) {
            return;
        }
    }

    static void set(Connection connection, int millis) throws SQLException {
        if (connection.getNetworkTimeout() != millis) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }
}
