package org.annals.postgres;

import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.Difference;
import org.annals.integrity.HashChain;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.recording.AppendJudge;
import org.annals.recording.Judgement;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Appends to one log, each batch in one round trip: by an insert where the role may and nothing but
 * ids and versions is to be checked, and else by the append functions, which judge everything. An
 * insert that meets what is not in order costs its batch a second one. The connection is the
 * caller's. For one batch at a time; what else there is, for any thread.
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
    private final boolean chained;
    private final @Nullable PlainInserts inserts;
    private final Sending sending;
    private final TagLengths lengths;

    /**
     * @param chained whether the functions are to be given digests
     * @param inserts the shorter way, or null where the functions alone may be used
     * @param lengths by which it is known which tag of a condition to walk
     */
    Appends(
            LogSql sql,
            Timeouts timeouts,
            Guards guards,
            boolean chained,
            @Nullable PlainInserts inserts,
            Sending sending,
            TagLengths lengths) {
        this.timeouts = timeouts;
        this.guards = guards;
        this.chained = chained;
        this.inserts = inserts;
        this.sending = sending;
        this.lengths = lengths;
        this.batch =
                sql.named("SELECT * FROM {schema}.\"{log}_append\"(?, ?, ?")
                        + ", ?".repeat(chained ? OTHERS + 1 : OTHERS)
                        + ")";
        this.one =
                sql.named("SELECT * FROM {schema}.\"{log}_append_one\"(?")
                        + ", ?".repeat(chained ? SCALARS : SCALARS - 1)
                        + ")";
    }

    /** Sends a batch as a transaction of its own. */
    List<Judgement> append(Connection connection, List<AppendRequest> requests)
            throws SQLException {
        return sending.send(connection, requests, () -> appended(connection, requests));
    }

    private List<Judgement> appended(Connection connection, List<AppendRequest> requests)
            throws SQLException {
        if (inserts == null) {
            return called(connection, requests);
        }
        List<AppendReceipt> receipts = inserts.append(connection, requests);
        List<Judgement> judgements =
                receipts.isEmpty()
                        ? called(connection, requests)
                        : receipts.stream().<Judgement>map(Judgement.Repeated::new).toList();
        for (int i = 0; i < requests.size(); i++) {
            if (judgements.get(i) instanceof Judgement.Repeated(var receipt)) {
                inserts.learn(connection, requests.get(i), receipt);
            }
        }
        return judgements;
    }

    private List<Judgement> called(Connection connection, List<AppendRequest> requests)
            throws SQLException {
        AppendRequest first = requests.getFirst();
        if (requests.size() == 1 && first.events().size() == 1 && PlainInserts.isPlain(first)) {
            return appendOne(connection, first.events().getFirst());
        }
        var call = new AppendCall(requests, chained, lengths);
        return call(connection, Task.APPEND, call, guards.append(), "").judgements(call, requests);
    }

    /** Sends one request as the last of the recorder's own longer transaction. */
    Answer appendLast(Connection connection, AppendRequest request) throws SQLException {
        return sending.send(connection, List.of(request), () -> answered(connection, request, ""));
    }

    /** Sends one request within a transaction of the caller's, which goes on. */
    Answer appendWithin(Connection connection, AppendRequest request) throws SQLException {
        return answered(connection, request, guards.afterwards());
    }

    private Answer answered(Connection connection, AppendRequest request, String after)
            throws SQLException {
        List<AppendRequest> one = List.of(request);
        var call = new AppendCall(one, chained, lengths);
        AppendReply reply = call(connection, Task.APPEND, call, guards.appendLast(), after);
        return new Answer(reply.judgements(call, one).getFirst(), reply.hasAccepted());
    }

    /** Judges one request, writing nothing. */
    Judgement judge(Connection connection, Task task, AppendRequest request) throws SQLException {
        return sending.send(connection, List.of(request), () -> judged(connection, task, request));
    }

    private Judgement judged(Connection connection, Task task, AppendRequest request)
            throws SQLException {
        List<AppendRequest> one = List.of(request);
        var call = new AppendCall(one, chained, lengths);
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

    static void requireAccepted(ResultSet row) throws SQLException {
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
            case "recovery" ->
                    new IllegalStateException(
                            "The server is a standby, which does not know what the primary has committed.");
            default -> new IllegalStateException(refusal);
        };
    }

    private List<Judgement> appendOne(Connection connection, StoredEvent event)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(guards.append() + one)) {
            var parameters = new Parameters(statement, 1, connection);
            parameters.integer(LogSql.VERSION);
            parameters.text(Timeouts.text(timeouts.lock()));
            parameters.event(event);
            if (chained) {
                parameters.bytes(new HashChain().digest(event));
            }
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
            case 6 ->
                    new Judgement.Refused(new ChainBrokenException(place, Difference.HASH_MISSING));
            default -> new Judgement.Refused(AppendJudge.reused(event.id(), place));
        };
    }
}
