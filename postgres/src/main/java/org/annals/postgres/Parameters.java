package org.annals.postgres;

import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.annals.recording.TextCodec;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;

/** Sets one parameter of a statement after the other. For one statement. */
final class Parameters {
    private final PreparedStatement statement;
    private final PGConnection driver;
    private final Connection connection;
    private int next;

    /** Begins with the parameter of this number. */
    Parameters(PreparedStatement statement, int from, Connection connection) throws SQLException {
        this.statement = statement;
        this.next = from;
        this.connection = connection;
        this.driver = connection.unwrap(PGConnection.class);
    }

    /** Sets what a plain event has: id, origin, type, time, metadata and data. */
    void event(StoredEvent event) throws SQLException {
        Origin origin = event.origin();
        statement.setObject(next++, event.id());
        if (origin == null) {
            statement.setNull(next++, Types.VARCHAR);
            statement.setNull(next++, Types.BIGINT);
        } else {
            text(origin.aggregateId());
            number(origin.version());
        }
        text(event.type());
        integer(event.typeVersion());
        number(event.timestampMicros());
        statement.setBytes(next++, TextCodec.encodeMetadata(event.metadata()));
        bytes(event.data());
    }

    void text(String value) throws SQLException {
        statement.setString(next++, value);
    }

    void integer(int value) throws SQLException {
        statement.setInt(next++, value);
    }

    void flag(boolean value) throws SQLException {
        statement.setBoolean(next++, value);
    }

    void number(long value) throws SQLException {
        statement.setLong(next++, value);
    }

    void flags(boolean[] values) throws SQLException {
        statement.setArray(next++, driver.createArrayOf("bool", values));
    }

    void ints(List<Integer> values) throws SQLException {
        ints(values.stream().mapToInt(Integer::intValue).toArray());
    }

    void ints(int[] values) throws SQLException {
        statement.setArray(next++, driver.createArrayOf("int4", values));
    }

    void longs(long[] values) throws SQLException {
        statement.setArray(next++, driver.createArrayOf("int8", values));
    }

    void texts(@Nullable String[] values) throws SQLException {
        statement.setArray(next++, connection.createArrayOf("text", values));
    }

    void uuids(UUID[] values) throws SQLException {
        statement.setArray(next++, connection.createArrayOf("uuid", values));
    }

    void bytes(Bytes value) throws SQLException {
        statement.setBytes(next++, value.toArray());
    }

    void bytes(byte[][] values) throws SQLException {
        statement.setArray(next++, connection.createArrayOf("bytea", values));
    }
}
