package org.annals.benchmarks;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A table like the library's in an SQLite file, WAL and synchronous=FULL, one connection and plain
 * statements. For one thread at a time.
 */
final class SqliteLog implements RawLog {
    private static final String CREATE_TABLE =
            """
            CREATE TABLE events (
                position INTEGER PRIMARY KEY,
                event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
                aggregate_id TEXT,
                version INTEGER,
                type TEXT NOT NULL,
                type_version INTEGER NOT NULL,
                tags BLOB NOT NULL,
                recorded_at INTEGER NOT NULL,
                metadata BLOB NOT NULL,
                data BLOB NOT NULL,
                hash BLOB
            ) STRICT
            """;
    private static final String CREATE_ORIGIN_INDEX =
            "CREATE UNIQUE INDEX events_origin ON events (aggregate_id, version) WHERE aggregate_id IS NOT NULL";
    private static final String CREATE_TYPE_INDEX =
            "CREATE INDEX events_type ON events (type, position)";
    private static final String INSERT =
            "INSERT INTO events (event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data) VALUES (?, ?, ?, ?, 1, x'', ?, x'', ?)";
    private static final String LOAD =
            "SELECT type, data FROM events WHERE aggregate_id = ? ORDER BY version";
    private static final String SCAN =
            "SELECT position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data FROM events ORDER BY position";

    private final TemporaryFolder folder;
    private final Connection connection;
    private final Statement plain;
    private final PreparedStatement insert;
    private final PreparedStatement load;
    private final PreparedStatement scan;

    private SqliteLog(TemporaryFolder folder, Connection connection) throws SQLException {
        this.folder = folder;
        this.connection = connection;
        this.plain = connection.createStatement();
        plain.execute(CREATE_TABLE);
        plain.execute(CREATE_ORIGIN_INDEX);
        plain.execute(CREATE_TYPE_INDEX);
        this.insert = connection.prepareStatement(INSERT);
        this.load = connection.prepareStatement(LOAD);
        this.scan = connection.prepareStatement(SCAN);
    }

    /** Opens an empty log in a folder of its own. */
    static SqliteLog open() throws IOException, SQLException {
        var folder = TemporaryFolder.open();
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + folder.path().resolve("raw.db"));
        try (Statement settings = connection.createStatement()) {
            settings.execute("PRAGMA journal_mode=WAL");
            settings.execute("PRAGMA synchronous=FULL");
            settings.execute("PRAGMA fullfsync=ON");
            settings.execute("PRAGMA checkpoint_fullfsync=ON");
        }
        return new SqliteLog(folder, connection);
    }

    /** Returns the version of the engine. */
    static String engineVersion() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            return row.getString(1);
        }
    }

    void begin() throws SQLException {
        plain.execute("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        plain.execute("COMMIT");
    }

    /** Inserts an event under a new id; a transaction of its own, unless one was begun. */
    void insert(String aggregateId, long version, RawRow row) throws SQLException {
        UUID id = TriggerScope.current().nextId();
        ByteBuffer idBytes = ByteBuffer.allocate(16);
        idBytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        insert.setBytes(1, idBytes.array());
        insert.setString(2, aggregateId);
        insert.setLong(3, version);
        insert.setString(4, row.type);
        insert.setLong(5, row.recordedAt);
        insert.setBytes(6, row.json);
        insert.executeUpdate();
    }

    /** Inserts all events of another log. */
    void copy(LogRecorder other) throws SQLException {
        begin();
        var all = LogStream.of(other, LogSelection.all()).iterator();
        while (all.hasNext()) {
            Notification each = all.next();
            StoredEvent stored = each.storedEvent();
            Origin origin = requireNonNull(stored.origin(), "origin");
            insert(origin.aggregateId(), origin.version(), RawRow.of(stored));
        }
        commit();
    }

    @Override
    public Balance load(String aggregateId) throws SQLException {
        var balance = new Balance();
        load.setString(1, aggregateId);
        try (ResultSet rows = load.executeQuery()) {
            while (rows.next()) {
                balance.apply(RawRow.decoded(rows.getString(1), rows.getBytes(2)));
            }
        }
        return balance;
    }

    @Override
    public List<Side> scanning(Form form) {
        Loop scan = () -> scan(form);
        return List.of(Side.yardstick(form.named("one select"), scan::measure));
    }

    @Override
    public List<Side> projecting(int batch) throws SQLException {
        PreparedStatement page = connection.prepareStatement(RawProjection.PAGE);
        var projection = new RawProjection(connection, page, batch);
        return List.of(
                Side.yardstick("by hand, batches of %,d".formatted(batch), projection::measure));
    }

    /** Selects all events with all columns, and returns how many there are. */
    private long scan(Form form) throws SQLException {
        long count = 0;
        try (ResultSet rows = scan.executeQuery()) {
            while (rows.next()) {
                Check.equal("next position", ++count, rows.getLong(1));
                rows.getBytes(2);
                rows.getString(3);
                rows.getLong(4);
                String type = rows.getString(5);
                rows.getInt(6);
                rows.getBytes(7);
                rows.getLong(8);
                rows.getBytes(9);
                byte[] data = rows.getBytes(10);
                if (form == Form.DECODED) {
                    requireNonNull(RawRow.decoded(type, data), "event");
                }
            }
        }
        return count;
    }

    /** Fails if there is another number of events, or a hole. */
    void check(long events) throws SQLException {
        try (ResultSet row = plain.executeQuery("SELECT count(*), max(position) FROM events")) {
            Check.equal("number of rows", events, row.getLong(1));
            Check.equal("last position", events, row.getLong(2));
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        folder.close();
    }
}
