package org.annals.postgres;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Appends what needs no more than event ids and versions to be checked, by inserts instead of a
 * function: the shorter way where the role may insert. The lock and the insert are sent together
 * and are one transaction, which writes all or, where anything is not in order, nothing. For one
 * thread at a time.
 */
final class PlainInserts {
    // After a batch that was not in order, so many go to the function at once: conflicts come in
    // company, and each would cost a second round trip.
    private static final int DETOURS = 8;

    private final String next;
    private final String many;
    private final long tableOid;
    private final RecordedVersions versions = new RecordedVersions();
    private int detours;
    // A position that is recorded, and the session that has seen it. What another session finds may
    // be another history: a server's that was restored.
    private long known;
    private @Nullable PGConnection session;

    PlainInserts(LogSql sql, Guards guards, long tableOid) {
        this.tableOid = tableOid;
        this.next =
                sql.file("v1/insert_next.sql")
                        .replace("{locked}", locked(sql, guards.insertNext()) + " >= 0");
        this.many =
                "SELECT %s; %s"
                        .formatted(
                                locked(sql, guards.insertMany()), sql.file("v1/insert_many.sql"));
    }

    // One number instead of a column for each setting; arguments are evaluated in their order.
    private static String locked(LogSql sql, String settings) {
        return sql.named(
                "num_nulls(%s, pg_advisory_xact_lock(%s))".formatted(settings, LogSql.LOCK_KEY));
    }

    /**
     * Appends a batch, or nothing: then it is empty, and the function is to be asked.
     *
     * @return the receipt of each request
     */
    List<AppendReceipt> append(Connection connection, List<AppendRequest> requests)
            throws SQLException {
        if (known == 0 || detours > 0) {
            detours = Math.max(0, detours - 1);
            return List.of();
        }
        int size = 0;
        for (AppendRequest request : requests) {
            if (!isPlain(request)) {
                return List.of();
            }
            size += request.events().size();
        }
        if (requests.size() > 1 && Groups.of(requests).size() > 1) {
            return List.of();
        }
        StoredEvent first = requests.getFirst().events().getFirst();
        if (size == 1 && !(isOfSession(connection) && versions.precede(first))) {
            return List.of();
        }
        long position = inserted(connection, requests, size);
        if (position == 0) {
            detours = DETOURS;
            return List.of();
        }
        return receipts(position, requests);
    }

    /** Returns the first position, or 0 if nothing was written. */
    private long inserted(Connection connection, List<AppendRequest> requests, int size)
            throws SQLException {
        try {
            return size == 1
                    ? insertNext(connection, requests.getFirst().events().getFirst())
                    : insertMany(connection, requests, size);
        } catch (SQLException e) {
            // An id is recorded, a writer had no lock, or a newer release changed the tables.
            if (PostgresErrors.isCausedByARequest(e)) {
                return 0;
            }
            throw e;
        }
    }

    private static List<AppendReceipt> receipts(long first, List<AppendRequest> requests) {
        List<AppendReceipt> receipts = new ArrayList<>();
        long position = first;
        for (AppendRequest request : requests) {
            int size = request.events().size();
            receipts.add(new AppendReceipt(position, position + size - 1));
            position += size;
        }
        return receipts;
    }

    /** Learns that a request is recorded, as a session was told. */
    void learn(Connection connection, AppendRequest request, AppendReceipt receipt)
            throws SQLException {
        if (!isOfSession(connection)) {
            versions.clear();
            known = 0;
            session = connection.unwrap(PGConnection.class);
        }
        if (!receipt.isEmpty()) {
            known = Math.max(known, receipt.last());
            request.events().forEach(versions::add);
        }
    }

    // A driver's connection is one session from beginning to end.
    @SuppressWarnings("ReferenceEquality")
    private boolean isOfSession(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class) == session;
    }

    /** Returns whether no more than event ids and versions are to be judged. */
    static boolean isPlain(AppendRequest request) {
        if (request.events().isEmpty()
                || !request.conditions().isEmpty()
                || request.tracking().isPresent()) {
            return false;
        }
        return request.events().stream().allMatch(event -> event.tags().isEmpty())
                && (request.events().size() == 1 || !Chains.of(request).haveHoles());
    }

    private long insertNext(Connection connection, StoredEvent event) throws SQLException {
        long position = known + 1;
        try (PreparedStatement statement = connection.prepareStatement(next)) {
            var parameters = new Parameters(statement, 1, connection);
            parameters.number(position);
            parameters.event(event);
            parameters.integer(connection.unwrap(PGConnection.class).getBackendPID());
            parameters.number(tableOid);
            return statement.executeUpdate() == 1 ? position : 0;
        }
    }

    private long insertMany(Connection connection, List<AppendRequest> requests, int size)
            throws SQLException {
        List<StoredEvent> events = new ArrayList<>(size);
        boolean[] firsts = new boolean[size];
        for (AppendRequest request : requests) {
            Chains chains = Chains.of(request);
            for (StoredEvent event : request.events()) {
                firsts[events.size()] = chains.beginWith(event);
                events.add(event);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(many)) {
            var columns = new EventColumns(events);
            var parameters = new Parameters(statement, 1, connection);
            parameters.uuids(columns.ids());
            parameters.texts(columns.aggregates());
            parameters.longs(columns.versions());
            parameters.flags(firsts);
            parameters.texts(columns.types());
            parameters.ints(columns.typeVersions());
            parameters.longs(columns.recordedAts());
            parameters.bytes(columns.metadata());
            parameters.bytes(columns.data());
            parameters.number(known);
            return position(statement);
        }
    }

    private static long position(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        try (ResultSet row =
                Objects.requireNonNull(statement.getResultSet(), "the insert's answer")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
