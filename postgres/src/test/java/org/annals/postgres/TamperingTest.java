package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;
import org.annals.integrity.ChainResult.Broken;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.Difference;
import org.annals.integrity.HashChain;
import org.annals.integrity.HeadSigner;
import org.annals.integrity.HeadVerifier;
import org.annals.integrity.SignedHead;
import org.annals.integrity.SigningKey;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whatever somebody does to the rows of a chained log by SQL is named, with its position. */
final class TamperingTest {
    private static final int EVENTS = 6;

    private TestDatabase database;
    private final SigningKey key = SigningKey.generate();
    private SignedHead head;

    /** A statement that changes one column, and what is found then. */
    record Edit(String column, String to, long position, Difference found) {
        String sql() {
            return "UPDATE school_events SET %s = %s WHERE position = 3".formatted(column, to);
        }
    }

    static List<Edit> edits() {
        return List.of(
                new Edit("event_id", "gen_random_uuid()", 3, Difference.CHANGED),
                new Edit("aggregate_id", "'cat'", 3, Difference.CHANGED),
                new Edit("version", "77", 3, Difference.CHANGED),
                new Edit("version", "0", 3, Difference.UNREADABLE),
                new Edit("type", "'x'", 3, Difference.CHANGED),
                new Edit("type", "''", 3, Difference.UNREADABLE),
                new Edit("type_version", "type_version + 1", 3, Difference.CHANGED),
                new Edit("type_version", "0", 3, Difference.UNREADABLE),
                new Edit("tags", "'{}'", 3, Difference.CHANGED),
                new Edit("tags", "ARRAY[tags[2], tags[1]]", 3, Difference.CHANGED),
                new Edit("tags", "'{no tag}'", 3, Difference.UNREADABLE),
                new Edit("tags", "'{NULL}'", 3, Difference.UNREADABLE),
                new Edit("tags", "'{{a:1,b:1},{c:1,d:1}}'", 3, Difference.UNREADABLE),
                new Edit("recorded_at", "recorded_at + 1", 3, Difference.CHANGED),
                new Edit("metadata", "'\\x'", 3, Difference.CHANGED),
                new Edit("metadata", "'\\x01'", 3, Difference.UNREADABLE),
                new Edit("data", "'\\x00'", 3, Difference.CHANGED),
                new Edit("hash", "sha256('x')", 3, Difference.CHANGED),
                new Edit("hash", "'\\x01'", 3, Difference.CHANGED),
                new Edit("hash", "NULL", 3, Difference.HASH_MISSING),
                new Edit("position", "20", 3, Difference.MOVED),
                new Edit("position", "0", 0, Difference.INSERTED));
    }

    @BeforeEach
    void record() throws SQLException {
        database = TestDatabase.create();
        try (var recorder = Postgres.of(database.dataSource()).withHashChain().open("School")) {
            for (int version = 1; version <= EVENTS; version++) {
                recorder.append(List.of(event(version)));
            }
            head = new HeadSigner(key).sign(recorder);
        }
        // Whoever owns the table can.
        database.execute("ALTER TABLE school_events ALTER COLUMN hash DROP NOT NULL");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    private static StoredEvent event(int version) {
        return new StoredEvent(
                TriggerScope.current().nextId(),
                new Origin("dog", version),
                "Changed",
                1,
                List.of(EventTag.of("dog", "d" + version), EventTag.of("all", "dogs")),
                Instant.EPOCH,
                Map.of("n", "" + version),
                Bytes.handOver(new byte[] {(byte) version}));
    }

    private void edit(String... statements) throws SQLException {
        for (String sql : statements) {
            database.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return database.connect();
    }

    private void assertFound(long position, Difference difference) {
        try (var recorder = Postgres.of(database.dataSource()).open("School")) {
            assertThat(ChainVerification.of(recorder).verify())
                    .isEqualTo(new Broken(position, difference));
        }
    }

    private void assertFoundByTheHead(long position, Difference difference) {
        try (var recorder = Postgres.of(database.dataSource()).open("School")) {
            assertThat(ChainVerification.of(recorder).verify().orThrow()).isNotNull();
            assertThat(
                            ChainVerification.of(recorder)
                                    .against(List.of(head), new HeadVerifier(key.verifyingKey()))
                                    .verify())
                    .isEqualTo(new Broken(position, difference));
        }
    }

    @ParameterizedTest
    @MethodSource("edits")
    void aColumnThatWasChangedIsFound(Edit edit) throws SQLException {
        edit(edit.sql());

        assertFound(edit.position(), edit.found());
    }

    /** A column that is added later, and is not hashed, must not be forgotten here. */
    @Test
    void everyColumnIsAmongThem() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT attname FROM pg_attribute WHERE attrelid = 'school_events'::regclass AND attnum > 0")) {
            while (row.next()) {
                columns.add(row.getString(1));
            }
        }

        assertThat(edits().stream().map(Edit::column).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(columns);
    }

    @Test
    void anOriginThatWasTakenAwayIsFound() throws SQLException {
        edit("UPDATE school_events SET aggregate_id = NULL, version = NULL WHERE position = 2");

        assertFound(2, Difference.CHANGED);
    }

    @Test
    void twoThatChangedPlacesAreFound() throws SQLException {
        edit(
                "UPDATE school_events SET position = -4 WHERE position = 4",
                "UPDATE school_events SET position = 4 WHERE position = 3",
                "UPDATE school_events SET position = 3 WHERE position = -4");

        assertFound(3, Difference.MOVED);
    }

    @Test
    void oneThatWasInsertedIsFound() throws SQLException {
        edit(
                "UPDATE school_events SET position = -position - 1 WHERE position > 3",
                "UPDATE school_events SET position = -position WHERE position < 0",
                "INSERT INTO school_events SELECT 4, gen_random_uuid(), 'cat', 1, type, type_version, tags, recorded_at, metadata, data, hash FROM school_events WHERE position = 3");

        assertFound(4, Difference.INSERTED);
    }

    @Test
    void oneThatWasRemovedIsFound() throws SQLException {
        edit("DELETE FROM school_events WHERE position = 4");

        assertFound(4, Difference.REMOVED);
    }

    @Test
    void oneThatWasRemovedIsFoundAlthoughTheGapWasClosed() throws SQLException {
        edit(
                "DELETE FROM school_events WHERE position = 3",
                "UPDATE school_events SET position = -position + 1 WHERE position > 3",
                "UPDATE school_events SET position = -position WHERE position < 0");

        assertFound(3, Difference.REMOVED);
    }

    @Test
    void aLogThatWasGivenAnotherIdIsFound() throws SQLException {
        edit("UPDATE school_log SET log_id = gen_random_uuid()");

        assertFound(1, Difference.CHANGED);
    }

    @Test
    void aTailThatWasCutIsFoundByASignedHead() throws SQLException {
        edit("DELETE FROM school_events WHERE position > 4");

        assertFoundByTheHead(5, Difference.CUT);
    }

    @Test
    void aChainThatWasMadeAnewIsFoundByASignedHead() throws SQLException {
        edit("UPDATE school_events SET type = 'Forged' WHERE position = 4");
        List<Bytes> hashes = new ArrayList<>();
        try (var recorder = Postgres.of(database.dataSource()).open("School")) {
            var chain = new HashChain();
            Bytes hash = HashChain.originOf(recorder.identity().logId());
            for (ChainedEvent kept : recorder.readChain(0, EVENTS)) {
                var event = Objects.requireNonNull(kept.storedEvent());
                hash = chain.next(hash, kept.position(), event);
                hashes.add(hash);
            }
        }
        try (Connection connection = connect();
                var update =
                        connection.prepareStatement(
                                "UPDATE school_events SET hash = ? WHERE position = ?")) {
            for (int i = 0; i < EVENTS; i++) {
                update.setBytes(1, hashes.get(i).toArray());
                update.setLong(2, i + 1);
                update.executeUpdate();
            }
        }

        assertFoundByTheHead(EVENTS, Difference.REBUILT);
    }
}
