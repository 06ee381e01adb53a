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
            "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 10000; "
                    // Where the server's system cannot do that it is an error.
                    + "DO $$ BEGIN PERFORM set_config('client_connection_check_interval', '1000', false); EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$";

    private final ServerAddress address;
    private final UnderWay underWay;
    private final PGSimpleDataSource driver;

    /**
     * Makes a source.
     *
     * @param longestWait for a connection
     * @param underWay is told of each that is being made
     */
    ServerDataSource(ServerAddress address, Duration longestWait, UnderWay underWay) {
        this.address = address;
        this.underWay = underWay;
        this.driver = address.dataSource(longestWait);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(address.user(), address.password().get());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        underWay.waits();
        try {
            if (underWay.isOver()) {
                // A pool replaces what was ended, and waits for that when it is closed.
                throw new SQLException("The recorder is closed.", "08003");
            }
            Connection connection = driver.getConnection(user, password);
            underWay.takes(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(PEER_SETTINGS);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            } finally {
                underWay.givesBack(connection);
            }
        } finally {
            underWay.waited();
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

    /** Does nothing: a pool would set its own, which is longer. */
    @Override
    public void setLoginTimeout(int seconds) {}

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
