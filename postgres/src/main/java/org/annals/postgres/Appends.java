package org.annals.postgres;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.recording.AppendJudge;
import org.annals.recording.Judgement;
import org.annals.recording.TextCodec;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Calls the append functions of one log: each call is one round trip. Immutable; the connection is
 * the caller's.
 */
final class Appends {
    /** What the function is asked to do. */
    enum Task {
        /** Append. */
        APPEND,
        /** Say what would be refused, without the lock. */
        JUDGE,
        /** Say, with the lock, whether a request is recorded. */
        SETTLE
    }

    /**
     * What became of one request.
     *
     * @param isNew whether it was written now, and not before
     */
    record Answer(Judgement judgement, boolean isNew) {}

    private static final int OTHERS = 30;
    private static final int SCALARS = 10;

    private final Timeouts timeouts;
    private final Guards guards;
    private final String batch;
    private final String one;

    Appends(LogSql sql, Timeouts timeouts, Guards guards) {
        this.timeouts = timeouts;
        this.guards = guards;
        this.batch =
                sql.named("SELECT * FROM {schema}.\"{log}_append\"(?, ?, ?")
                        + ", ?".repeat(OTHERS)
                        + ")";
        this.one =
                sql.named("SELECT * FROM {schema}.\"{log}_append_one\"(?")
                        + ", ?".repeat(SCALARS - 1)
                        + ")";
    }

    /** Sends a batch as a transaction of its own. */
    List<Judgement> append(Connection connection, List<AppendRequest> requests)
            throws SQLException {
        if (isPlain(requests)) {
            return appendOne(connection, requests.getFirst().events().getFirst());
        }
        var call = new AppendCall(requests);
        return call(connection, Task.APPEND, call, guards.append(), "").judgements(call, requests);
    }

    /** Sends one request as the last of the recorder's own longer transaction. */
    Answer appendLast(Connection connection, AppendRequest request) throws SQLException {
        return answered(connection, request, "");
    }

    /** Sends one request within a transaction of the caller's, which goes on. */
    Answer appendWithin(Connection connection, AppendRequest request) throws SQLException {
        return answered(connection, request, guards.afterwards());
    }

    private Answer answered(Connection connection, AppendRequest request, String after)
            throws SQLException {
        List<AppendRequest> one = List.of(request);
        var call = new AppendCall(one);
        AppendReply reply = call(connection, Task.APPEND, call, guards.appendLast(), after);
        return new Answer(reply.judgements(call, one).getFirst(), reply.hasAccepted());
    }

    /** Judges one request, writing nothing. */
    Judgement judge(Connection connection, Task task, AppendRequest request) throws SQLException {
        List<AppendRequest> one = List.of(request);
        var call = new AppendCall(one);
        AppendReply reply = call(connection, task, call, guards.append(), "");
        return reply.hasAccepted()
                ? new Judgement.Accepted()
                : reply.judgements(call, one).getFirst();
    }

    private AppendReply call(
            Connection connection, Task task, AppendCall call, String before, String after)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(before + batch + after)) {
            statement.setInt(1, LogSql.VERSION);
            statement.setString(2, Timeouts.text(timeouts.lock()));
            statement.setString(3, task.name().toLowerCase(Locale.ROOT));
            call.bind(statement, 4, connection);
            try (ResultSet row = second(statement)) {
                requireAccepted(row);
                return AppendReply.of(row);
            }
        }
    }

    /** Returns the answer of the statement behind the guard. */
    private static ResultSet second(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        ResultSet row = Objects.requireNonNull(statement.getResultSet(), "the append's answer");
        row.next();
        return row;
    }

    private static void requireAccepted(ResultSet row) throws SQLException {
        String refusal = row.getString("refusal");
        if (refusal == null) {
            return;
        }
        throw switch (refusal) {
            case "isolation" ->
                    new IllegalStateException(
                            "An append needs the isolation level READ COMMITTED: under another one it could not see what was committed before it. Nothing was written. Begin the transaction so.");
            case "schema" ->
                    new IllegalStateException(
                            "The log was migrated by a newer release while it was open; nothing was written. Open it with that release.");
            default -> new IllegalStateException(refusal);
        };
    }

    private static boolean isPlain(List<AppendRequest> requests) {
        AppendRequest only = requests.getFirst();
        return requests.size() == 1
                && only.events().size() == 1
                && only.events().getFirst().tags().isEmpty()
                && only.conditions().isEmpty()
                && only.tracking().isEmpty();
    }

    private List<Judgement> appendOne(Connection connection, StoredEvent event)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(guards.append() + one)) {
            statement.setInt(1, LogSql.VERSION);
            statement.setString(2, Timeouts.text(timeouts.lock()));
            statement.setObject(3, event.id());
            Origin origin = event.origin();
            if (origin == null) {
                statement.setNull(4, Types.VARCHAR);
                statement.setNull(5, Types.BIGINT);
            } else {
                statement.setString(4, origin.aggregateId());
                statement.setLong(5, origin.version());
            }
            statement.setString(6, event.type());
            statement.setInt(7, event.typeVersion());
            statement.setLong(8, event.timestampMicros());
            statement.setBytes(9, TextCodec.encodeMetadata(event.metadata()));
            statement.setBytes(10, event.data().toArray());
            try (ResultSet row = second(statement)) {
                requireAccepted(row);
                return List.of(judgement(row, event));
            }
        }
    }

    private static Judgement judgement(ResultSet row, StoredEvent event) throws SQLException {
        long place = row.getLong("place");
        return switch (row.getInt("code")) {
            case 0, 1 -> new Judgement.Repeated(new AppendReceipt(place, place));
            case 2 -> {
                long recorded = row.getLong("version");
                var conflict = AppendJudge.versionConflict(List.of(event), id -> recorded);
                yield new Judgement.Refused(Objects.requireNonNull(conflict, "conflict"));
            }
            default -> new Judgement.Refused(AppendJudge.reused(event.id(), place));
        };
    }
}
