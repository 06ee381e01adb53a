package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes events by COPY in its binary format
 * (postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY), as one transaction that is committed
 * when this is closed. For one thread.
 */
final class BinaryCopy implements AutoCloseable {
    private static final String COPY =
            "COPY events (position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data) FROM STDIN (FORMAT binary)";
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int BUFFER = 64 << 10;
    private static final int COLUMNS = 10;
    private static final int END = -1;
    private static final int NULL = -1;
    private static final int UUID_LENGTH = 16;
    private static final int TEXT_OID = 25;
    private static final byte[] NOTHING = {};

    private final DataOutputStream out;

    private BinaryCopy(DataOutputStream out) throws IOException {
        this.out = out;
        out.write(SIGNATURE);
        // Flags, and the length of an extension.
        out.writeLong(0);
    }

    static BinaryCopy into(Connection connection) throws IOException, SQLException {
        var driver = connection.unwrap(PGConnection.class);
        return new BinaryCopy(new DataOutputStream(new PGCopyOutputStream(driver, COPY, BUFFER)));
    }

    void write(long position, UUID id, @Nullable Origin origin, RawRow row, List<EventTag> tags)
            throws IOException {
        out.writeShort(COLUMNS);
        number(position);
        out.writeInt(UUID_LENGTH);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
        if (origin == null) {
            out.writeInt(NULL);
            out.writeInt(NULL);
        } else {
            bytes(origin.aggregateId().getBytes(UTF_8));
            number(origin.version());
        }
        bytes(row.type.getBytes(UTF_8));
        out.writeInt(Integer.BYTES);
        out.writeInt(1);
        texts(tags.stream().map(EventTag::toString).toList());
        number(row.recordedAt);
        bytes(NOTHING);
        bytes(row.json);
    }

    private void number(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private void bytes(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /** Writes an array: dimensions, whether there are nulls, type, length, first index, texts. */
    private void texts(List<String> values) throws IOException {
        List<byte[]> all = values.stream().map(each -> each.getBytes(UTF_8)).toList();
        int length = all.stream().mapToInt(each -> Integer.BYTES + each.length).sum();
        boolean some = !all.isEmpty();
        out.writeInt((some ? 5 : 3) * Integer.BYTES + length);
        out.writeInt(some ? 1 : 0);
        out.writeInt(0);
        out.writeInt(TEXT_OID);
        if (some) {
            out.writeInt(all.size());
            out.writeInt(1);
        }
        for (byte[] each : all) {
            bytes(each);
        }
    }

    @Override
    public void close() throws IOException {
        out.writeShort(END);
        out.close();
    }
}
