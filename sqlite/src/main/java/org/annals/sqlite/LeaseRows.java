package org.annals.sqlite;

import org.annals.persistence.Lease;
import org.annals.recording.LogName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes and ends leases, each time in a transaction of the writer's, in which nobody else appends.
 * Immutable; the connection belongs to whoever calls.
 */
final class LeaseRows {
    // Of the engine, which has the clock of this machine, as every process that opens the file has.
    private static final String NOW = "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";

    /** What is true of the row of a lease whose time is not over. */
    static final String HELD = "lease_epoch = epoch AND lease_until > " + NOW;

    private final String find;
    private final String upsert;
    private final String release;

    LeaseRows(LogName name) {
        find =
                Schema.named(
                        "SELECT epoch, lease_owner, coalesce(%s, 0) FROM \"{log}_tracking\" WHERE upstream = ?"
                                .formatted(HELD),
                        name);
        upsert =
                Schema.named(
                        "INSERT INTO \"{log}_tracking\" (upstream, position, epoch, lease_owner, lease_epoch, lease_until) VALUES (?1, 0, ?2, ?3, ?2, %s + ?4) ON CONFLICT (upstream) DO UPDATE SET epoch = excluded.epoch, lease_owner = excluded.lease_owner, lease_epoch = excluded.lease_epoch, lease_until = excluded.lease_until"
                                .formatted(NOW),
                        name);
        release =
                Schema.named(
                        "UPDATE \"{log}_tracking\" SET lease_owner = NULL, lease_epoch = NULL, lease_until = NULL WHERE upstream = ? AND lease_owner = ? AND lease_epoch = ? AND %s"
                                .formatted(HELD),
                        name);
    }

    SnapshotRows.Writing<Optional<Lease>> acquire(
            String upstream, String owner, Duration duration) {
        return connection -> {
            Optional<Lease> lease = due(connection, upstream, owner);
            if (lease.isPresent()) {
                put(connection, lease.get(), duration);
            }
            return lease;
        };
    }

    /** Returns the lease that an owner has or may take, or empty if another has it. */
    private Optional<Lease> due(Connection connection, String upstream, String owner)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, upstream);
            try (ResultSet row = statement.executeQuery()) {
                long epoch = row.next() ? row.getLong(1) : 0;
                boolean isHeld = epoch > 0 && row.getBoolean(3);
                if (!isHeld) {
                    return Optional.of(Lease.after(epoch, upstream, owner));
                }
                return row.getString(2).equals(owner)
                        ? Optional.of(new Lease(upstream, owner, epoch))
                        : Optional.empty();
            }
        }
    }

    private void put(Connection connection, Lease lease, Duration duration) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(upsert)) {
            row.setString(1, lease.upstream());
            row.setLong(2, lease.epoch());
            row.setString(3, lease.owner());
            row.setLong(4, TimeUnit.MICROSECONDS.convert(duration));
            row.executeUpdate();
        }
    }

    SnapshotRows.Writing<Boolean> release(Lease lease) {
        return connection -> {
            try (PreparedStatement row = connection.prepareStatement(release)) {
                row.setString(1, lease.upstream());
                row.setString(2, lease.owner());
                row.setLong(3, lease.epoch());
                return row.executeUpdate() == 1;
            }
        };
    }
}
