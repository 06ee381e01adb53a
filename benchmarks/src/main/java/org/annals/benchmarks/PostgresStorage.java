package org.annals.benchmarks;

import org.annals.persistence.LogRecorder;
import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On a PostgreSQL server, each log in a schema of its own. May be shared between threads. */
final class PostgresStorage implements Storage {
    private static final String QUESTION =
            "SELECT pg_backend_pid(), current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers')";

    private final PostgresUrl url;
    private final @Nullable PostgresServer own;
    private final String description;
    private final ServerProcesses server;

    private PostgresStorage(PostgresUrl url, @Nullable PostgresServer own) throws SQLException {
        this.url = url;
        this.own = own;
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            this.server =
                    own == null ? ServerProcesses.elsewhere() : ServerProcesses.of(row.getLong(1));
            this.description =
                    "PostgreSQL %s, %s: fsync=%s, synchronous_commit=%s, shared_buffers=%s"
                            .formatted(
                                    row.getString(2),
                                    own == null
                                            ? "at %s, in schemas %s… that are dropped"
                                                    .formatted(url, TemporarySchema.PREFIX)
                                            : "a throw-away server",
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5));
        }
    }

    /** Starts a server that is as durable as one in production, and thrown away in the end. */
    static PostgresStorage start() throws SQLException {
        var server = PostgresServer.startForBenchmarks();
        try {
            return new PostgresStorage(new PostgresUrl(server.url()), server);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Uses a server that runs. */
    static PostgresStorage at(PostgresUrl url) throws SQLException {
        return new PostgresStorage(url, null);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public EmptyLog emptyLog(Settings settings) throws SQLException {
        var schema = TemporarySchema.create(url);
        return new EmptyLog(
                in(url, schema.name(), settings),
                schema,
                WatchingProcess.schema(url, schema.name()));
    }

    /** Opens an application on the log in a schema, which may be there. */
    static Bank open(PostgresUrl url, String schema) {
        return Bank.open(in(url, schema, Settings.only(Map.of())), () -> {});
    }

    private static Settings in(PostgresUrl url, String schema, Settings settings) {
        return settings.using(PersistenceModule.class, url.options(schema));
    }

    @Override
    public List<Side> appending(AppendLoad load) {
        return new PostgresAppends(url, load, RawRow.samples()).sides();
    }

    @Override
    public PostgresLog copy(LogRecorder recorder) throws IOException, SQLException {
        var log = PostgresLog.create(url);
        log.copy(recorder);
        return log;
    }

    @Override
    public Optional<DcbLog> copyDcb(LogRecorder recorder) throws IOException, SQLException {
        return Optional.of(new PostgresDcb(copy(recorder)));
    }

    @Override
    public ServerProcesses server() {
        return server;
    }

    PostgresUrl url() {
        return url;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    @Override
    public String toString() {
        return "postgres";
    }
}
