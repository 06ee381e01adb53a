package org.annals.postgres;

import org.postgresql.ds.PGSimpleDataSource;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * Makes new connections to a server, with the password as it is now, on which a peer that vanished
 * is noticed within seconds. May be shared between threads.
 */
final class ServerDataSource implements DataSource {
    // A lock waiter whose client is gone stops waiting; a client that does not answer is given up.
    private static final String PEER_SETTINGS =
            "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 10000; SET client_connection_check_interval = 1000";

    private final ServerAddress address;
    private final Duration longestWait;
    private final PGSimpleDataSource driver;

    /**
     * Makes a source.
     *
     * @param longestWait for a connection
     */
    ServerDataSource(ServerAddress address, Duration longestWait) {
        this.address = address;
        this.longestWait = longestWait;
        this.driver = address.dataSource(longestWait);
    }

    /** Returns a source for a listener, which waits on its socket without a time-out. */
    ServerDataSource listening() {
        var listener = new ServerDataSource(address, longestWait);
        listener.driver.setSocketTimeout(0);
        return listener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(address.user(), address.password().get());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = driver.getConnection(user, password);
        try (Statement statement = connection.createStatement()) {
            statement.execute(PEER_SETTINGS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
