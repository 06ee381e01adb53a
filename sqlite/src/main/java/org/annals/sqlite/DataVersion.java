package org.annals.sqlite;

import org.annals.recording.LogTail;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Sees that another connection, of this process or of another one, has committed: by {@code PRAGMA
 * data_version} on a connection that does nothing else. For the tail's thread.
 */
final class DataVersion implements LogTail.Probe {
    // A look takes microseconds: there is no need for whoever waits to be told late.
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final Connections connections;
    private @Nullable Connection connection;
    private String seen = "";

    DataVersion(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean mayHaveGrown() {
        if (connections.isInMemory()) {
            // What shares a cache shares its version.
            return true;
        }
        try {
            String before = seen;
            seen = Connections.text(connected(), "PRAGMA data_version");
            return !seen.equals(before);
        } catch (SQLException e) {
            close();
            return true;
        }
    }

    @Override
    public Duration longestPause() {
        return connections.isInMemory() ? LogTail.Probe.super.longestPause() : OFTEN;
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connections.openForReading();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It only looked: whatever is wrong with it loses nothing.
                return;
            }
        }
    }
}
