package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Bounds how long it takes to send requests, by ending the connection: time-outs of sockets are of
 * reads, and whoever writes more than their buffers hold waits for a peer that reads. Immutable.
 *
 * @param longest how long, zero for ever
 */
record Sending(Duration longest) {
    // What is no more than this is taken by the buffers of any system, whoever reads it.
    private static final long BUFFERED = 64 << 10;

    /** What sends, and waits for the answer. */
    @FunctionalInterface
    interface Call<T> {
        T result() throws SQLException;
    }

    <T> T send(Connection connection, List<AppendRequest> requests, Call<T> call)
            throws SQLException {
        if (longest.isZero() || !isLarge(requests)) {
            return call.result();
        }
        var overdue = Overdue.after(longest, "annals-sending", () -> UnderWay.abort(connection));
        try {
            return call.result();
        } finally {
            overdue.close();
        }
    }

    private static boolean isLarge(List<AppendRequest> requests) {
        long size = 0;
        for (AppendRequest request : requests) {
            for (StoredEvent event : request.events()) {
                size += roughSize(event);
            }
        }
        return size > BUFFERED;
    }

    private static long roughSize(StoredEvent event) {
        long size = event.data().length();
        for (EventTag tag : event.tags()) {
            size += tag.key().length() + tag.value().length();
        }
        for (Map.Entry<String, String> each : event.metadata().entrySet()) {
            size += each.getKey().length() + each.getValue().length();
        }
        return size;
    }
}
