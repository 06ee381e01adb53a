package org.annals.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A client that sends messages of the protocol and reads no answer, on a connection with which a
 * driver has logged in.
 */
final class RawClient implements AutoCloseable {
    private final Connection connection;
    private final PGStream stream;

    RawClient(Connection connection) throws SQLException, ReflectiveOperationException {
        this.connection = connection;
        var field = QueryExecutorBase.class.getDeclaredField("pgStream");
        field.setAccessible(true);
        this.stream =
                (PGStream) field.get(connection.unwrap(BaseConnection.class).getQueryExecutor());
    }

    /** Sends statements as one simple query, whose answers are then never read. */
    void query(String sql) throws IOException {
        message('Q', sql + '\0');
        stream.flush();
    }

    /** Sends statements to be executed, and no Sync, so that their transaction does not end. */
    void executeWithoutSync(String... statements) throws IOException {
        for (String sql : statements) {
            message('P', "\0" + sql + "\0\0\0");
            message('B', "\0\0\0\0\0\0\0\0");
            message('E', "\0\0\0\0\0");
        }
        stream.flush();
    }

    private void message(char type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        stream.sendChar(type);
        stream.sendInteger4(bytes.length + Integer.BYTES);
        stream.send(bytes);
    }

    @Override
    public void close() throws SQLException {
        connection.abort(Runnable::run);
    }
}
