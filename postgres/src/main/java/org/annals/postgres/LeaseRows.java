package org.annals.postgres;

import org.annals.persistence.Lease;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes and ends leases by functions, since a role that may append may not change an epoch: each
 * time in a transaction of its own and in one round trip. Immutable; the connection is the
 * caller's.
 */
final class LeaseRows {
    private final String longestWait;
    private final String acquire;
    private final String release;

    LeaseRows(LogSql log, Guards guards, Timeouts timeouts) {
        longestWait = Timeouts.text(timeouts.lock());
        acquire =
                guards.append()
                        + log.named(
                                "SELECT * FROM {schema}.\"{log}_acquire_lease\"({version}, ?, ?, ?, ?)");
        release =
                guards.append()
                        + log.named(
                                "SELECT * FROM {schema}.\"{log}_release_lease\"({version}, ?, ?, ?, ?)");
    }

    SnapshotRows.Writing<Optional<Lease>> acquire(
            String upstream, String owner, Duration duration) {
        return connection -> {
            try (PreparedStatement call = connection.prepareStatement(acquire)) {
                bind(call, upstream, owner, TimeUnit.MICROSECONDS.convert(duration));
                try (ResultSet row = answer(call)) {
                    if ("epoch".equals(row.getString("refusal"))) {
                        return Optional.of(Lease.after(Long.MAX_VALUE, upstream, owner));
                    }
                    Appends.requireAccepted(row);
                    long epoch = row.getLong("taken");
                    return row.wasNull()
                            ? Optional.empty()
                            : Optional.of(new Lease(upstream, owner, epoch));
                }
            }
        };
    }

    SnapshotRows.Writing<Boolean> release(Lease lease) {
        return connection -> {
            try (PreparedStatement call = connection.prepareStatement(release)) {
                bind(call, lease.upstream(), lease.owner(), lease.epoch());
                try (ResultSet row = answer(call)) {
                    Appends.requireAccepted(row);
                    return row.getBoolean("released");
                }
            }
        };
    }

    private void bind(PreparedStatement call, String upstream, String owner, long number)
            throws SQLException {
        call.setString(1, longestWait);
        call.setString(2, upstream);
        call.setString(3, owner);
        call.setLong(4, number);
    }

    private static ResultSet answer(PreparedStatement call) throws SQLException {
        call.execute();
        call.getMoreResults();
        ResultSet row = Objects.requireNonNull(call.getResultSet(), "the lease's answer");
        row.next();
        return row;
    }
}
