package org.annals.testserver;

import static java.util.Objects.requireNonNull;

import org.annals.testserver.Cluster.Stop;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

/**
 * A PostgreSQL server that is thrown away when it is closed.
 *
 * {@snippet class="org.annals.testserver.PostgresServerTest" region="start"}
 *
 * <p>Most tests want {@link #shared()} and a database of their own. A server listens on the
 * loopback interface alone, in the C locale and UTF-8, and takes 200 connections. Databases may be
 * made and connected to by many threads; starting, stopping and closing is for one at a time.
 */
public final class PostgresServer implements AutoCloseable {
    private static @Nullable PostgresServer shared;

    private final ServerAddress address;
    private final @Nullable Cluster cluster;

    private PostgresServer(ServerAddress address, @Nullable Cluster cluster) {
        this.address = address;
        this.cluster = cluster;
    }

    /**
     * Starts a server whose commits survive {@link #kill()}, but do not wait for the disk.
     *
     * @throws UncheckedIOException if it does not start
     */
    public static PostgresServer startForTests() {
        return start(Durability.PROCESS);
    }

    /**
     * Starts a server whose commits wait until they are on the disk, as in production.
     *
     * @throws UncheckedIOException if it does not start
     */
    public static PostgresServer startForBenchmarks() {
        return start(Durability.DISK);
    }

    /**
     * Returns the one server of this JVM that tests share, which the first call starts. To close it
     * does nothing: it goes with the JVM. If the system property {@code annals.postgres.url} or the
     * environment variable {@code ANNALS_POSTGRES_URL} has an address, as {@link #url(String)} has
     * it, then it is the server there, which cannot be stopped.
     *
     * @throws IllegalArgumentException if the address is not understood
     * @throws UncheckedIOException if it does not start
     */
    public static synchronized PostgresServer shared() {
        PostgresServer server = shared;
        if (server == null) {
            ServerAddress named = ServerAddress.named();
            server = named == null ? startForTests() : new PostgresServer(named, null);
            shared = server;
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("annals-postgres").unstarted(server::discard));
        }
        return server;
    }

    private static PostgresServer start(Durability durability) {
        return started(() -> Cluster.start(durability));
    }

    /**
     * Starts a hot standby of this server: read-only, and a moment behind.
     *
     * @throws UncheckedIOException if it does not start
     * @throws IllegalStateException if this server is not of our own starting
     */
    public PostgresServer startReplica() {
        Cluster primary = cluster();
        return started(primary::startStandby);
    }

    public String host() {
        return address.host();
    }

    public int port() {
        return address.port();
    }

    public String user() {
        return address.user();
    }

    public String password() {
        return address.password();
    }

    /** Returns the name of the database that is there from the beginning. */
    public String database() {
        return address.database();
    }

    /** Returns the names of all databases that can be connected to. */
    public Set<String> databases() throws SQLException {
        try (Connection connection = dataSource(database()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select datname from pg_database where not datistemplate")) {
            Set<String> names = new TreeSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /** Creates an empty database, in UTF-8 and the C locale wherever the server stands. */
    public void createDatabase(String name) throws SQLException {
        execute(
                "create database %s template template0 encoding 'UTF8' locale 'C'"
                        .formatted(quoted(name)));
    }

    /**
     * Creates a database with all that another one has, as one is that was restored from a backup
     * of it. Nobody may be connected to that.
     */
    public void copyDatabase(String from, String to) throws SQLException {
        execute("create database %s template %s".formatted(quoted(to), quoted(from)));
    }

    /** Drops a database, if it is there, and whoever is connected to it. */
    public void dropDatabase(String name) throws SQLException {
        execute("drop database if exists %s with (force)".formatted(quoted(name)));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource(database()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the address, with user and password, of the database that is there. */
    public String url() {
        return url(database());
    }

    /** Returns the address of a database: {@code postgresql://user:password@host:port/database}. */
    public String url(String database) {
        return address.url(requireNonNull(database, "database"));
    }

    /** Returns connections to a database, each of them new. */
    public DataSource dataSource(String database) {
        return address.dataSource(requireNonNull(database, "database"));
    }

    /**
     * Stops the server and starts it again, in order: connections end, all data are kept.
     *
     * @throws UncheckedIOException if it does not stop or start
     * @throws IllegalStateException if it does not run, or is not of our own starting
     */
    public void restart() {
        stop();
        startAgain();
    }

    /**
     * Stops the server in order: connections end, all data are kept.
     *
     * @throws UncheckedIOException if it does not stop
     * @throws IllegalStateException if it does not run, or is not of our own starting
     */
    public void stop() {
        attempt(() -> cluster().stop(Stop.FAST));
    }

    /**
     * Stops the server as a crash does: connections are cut, nothing is tidied up, and what was
     * committed is recovered by {@link #startAgain()}. On return its processes are gone.
     *
     * @throws UncheckedIOException if it does not stop
     * @throws IllegalStateException if it does not run, or is not of our own starting
     */
    public void kill() {
        attempt(() -> cluster().stop(Stop.IMMEDIATE));
    }

    /**
     * Starts the server after it was stopped or killed, with the same data on the same port.
     *
     * @throws UncheckedIOException if it does not start
     * @throws IllegalStateException if it runs, or is not of our own starting
     */
    public void startAgain() {
        attempt(() -> cluster().start());
    }

    /**
     * Stops the server, whatever it is doing, and deletes its data.
     *
     * @throws UncheckedIOException if it does not stop
     */
    @Override
    public void close() {
        synchronized (PostgresServer.class) {
            if (this == shared) {
                return;
            }
        }
        discard();
    }

    private void discard() {
        if (cluster != null) {
            attempt(cluster::close);
        }
    }

    private Cluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException(
                    "The server at %s was named by %s, so it cannot be stopped, started or copied. Use startForTests() for that."
                            .formatted(address, ServerAddress.VARIABLE));
        }
        return cluster;
    }

    /** Returns where the data are, for the tests. */
    Path folder() {
        return cluster().folder();
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    @FunctionalInterface
    private interface Start {
        Cluster start() throws IOException;
    }

    private static void attempt(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer started(Start start) {
        try {
            Cluster cluster = start.start();
            return new PostgresServer(cluster.address(), cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
