package org.annals.benchmarks;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.TriggerScope;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Enrolments in tables by hand: for each append a lock, a check, an insert and a commit, on a
 * connection for each client. For one thread at a time.
 */
final class PostgresDcb implements DcbLog {
    private static final String EXISTS =
            "SELECT EXISTS (SELECT FROM tags a JOIN tags b USING (position) WHERE a.tag = ? AND b.tag = ? AND a.position > ?)";
    private static final String INSERT =
            "WITH e AS (INSERT INTO events (event_id, type, type_version, tags, recorded_at, metadata, data) VALUES (?, ?, 1, ARRAY[?, ?], ?, '', ?) RETURNING position, type, tags) INSERT INTO tags SELECT unnest(tags), position, type FROM e RETURNING position";
    // With the head of the same snapshot: whoever decides by what was read needs to know how far
    // that was.
    private static final String READ_ONE =
            "SELECT e.*, (SELECT max(position) FROM events) FROM tags a JOIN events e USING (position) WHERE a.tag = ? ORDER BY position";
    private static final String READ_TWO =
            "SELECT e.*, (SELECT max(position) FROM events) FROM tags a JOIN tags b USING (position) JOIN events e USING (position) WHERE a.tag = ? AND b.tag = ? ORDER BY position";
    private static final int TAGS = 7;
    private static final int HEAD = 12;

    private final PostgresLog log;
    private final List<Client> clients = new ArrayList<>();

    PostgresDcb(PostgresLog log) {
        this.log = log;
    }

    @Override
    public List<Client> clients(int count) throws SQLException {
        while (clients.size() < count) {
            clients.add(new ConnectionClient(log.connect()));
        }
        return clients.subList(0, count);
    }

    @Override
    public long head() throws SQLException {
        return log.head();
    }

    @Override
    public void check(long after, long events) throws SQLException {
        log.check(after, events);
    }

    @Override
    public void close() throws SQLException {
        log.close();
    }

    /** For one thread. */
    private static final class ConnectionClient implements Client {
        private final Connection connection;
        private final PreparedStatement lock;
        private final PreparedStatement exists;
        private final PreparedStatement insert;
        private final PreparedStatement readOne;
        private final PreparedStatement readTwo;
        private final RawRow row = RawRow.samples().getFirst();

        ConnectionClient(Connection connection) throws SQLException {
            this.connection = connection;
            this.lock = connection.prepareStatement(PostgresLog.LOCK);
            this.exists = connection.prepareStatement(EXISTS);
            this.insert = connection.prepareStatement(INSERT);
            this.readOne = connection.prepareStatement(READ_ONE);
            this.readTwo = connection.prepareStatement(READ_TWO);
        }

        @Override
        public long append(Enrolment enrolment, long after) throws SQLException {
            connection.setAutoCommit(false);
            lock.execute();
            if (exists(enrolment, after)) {
                throw new IllegalStateException(
                        "%s is there already after position %d.".formatted(enrolment, after));
            }
            long position = insert(enrolment);
            connection.commit();
            return position;
        }

        private boolean exists(Enrolment enrolment, long after) throws SQLException {
            exists.setString(1, enrolment.student().toString());
            exists.setString(2, enrolment.course().toString());
            exists.setLong(3, after);
            try (ResultSet answer = exists.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }

        private long insert(Enrolment enrolment) throws SQLException {
            insert.setObject(1, TriggerScope.current().nextId());
            insert.setString(2, row.type);
            insert.setString(3, enrolment.student().toString());
            insert.setString(4, enrolment.course().toString());
            insert.setLong(5, row.recordedAt);
            insert.setBytes(6, row.json);
            try (ResultSet answer = insert.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }

        @Override
        public long read(EventTag... tags) throws SQLException {
            connection.setAutoCommit(true);
            PreparedStatement statement = tags.length == 1 ? readOne : readTwo;
            for (int i = 0; i < tags.length; i++) {
                statement.setString(i + 1, tags[i].toString());
            }
            try (ResultSet rows = statement.executeQuery()) {
                long count = 0;
                while (rows.next()) {
                    count++;
                    PostgresLog.read(rows, Form.STORED);
                    requireNonNull(rows.getArray(TAGS).getArray(), "tags");
                    requireNonNull(rows.getObject(HEAD), "head");
                }
                return count;
            }
        }
    }
}
