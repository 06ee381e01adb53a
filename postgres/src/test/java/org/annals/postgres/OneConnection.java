package org.annals.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * A pool of one that tests and resets nothing: whoever asks is given the same connection, as the
 * last one left it, unless that is broken, and to close it gives it back. Whoever comes meanwhile
 * waits, though not for ever.
 */
final class OneConnection implements DataSource, AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final DataSource source;
    private final Semaphore free = new Semaphore(1);
    private volatile Connection connection;

    OneConnection(DataSource source) throws SQLException {
        this.source = source;
        this.connection = source.getConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("The one connection is taken.", "08001");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for the one connection.", e);
        }
        Connection taken = connection;
        if (taken.isClosed()) {
            try {
                taken = source.getConnection();
                connection = taken;
            } catch (SQLException e) {
                free.release();
                throw e;
            }
        }
        return lent(taken);
    }

    private Connection lent(Connection taken) {
        var closed = new AtomicBoolean();
        return (Connection)
                Proxy.newProxyInstance(
                        OneConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                if (!closed.getAndSet(true)) {
                                    free.release();
                                }
                                return null;
                            }
                            if (closed.get()) {
                                throw new SQLException("It was given back.", "08003");
                            }
                            try {
                                return method.invoke(taken, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(System.err, true, UTF_8);
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Nothing is wrapped.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
