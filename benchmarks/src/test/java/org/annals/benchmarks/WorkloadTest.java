package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.persistence.Bytes;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class WorkloadTest {
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final List<Storage> storages = new ArrayList<>();

    private List<String> schemasBefore = List.of();

    @BeforeEach
    void openStorages() throws SQLException {
        schemasBefore = schemas();
        storages.add(new MemoryStorage());
        storages.add(new SqliteStorage());
        storages.add(PostgresStorage.at(new PostgresUrl(SERVER.url())));
    }

    @AfterEach
    void checkThatNothingIsLeftOnTheServer() throws SQLException {
        assertThat(schemas()).isEqualTo(schemasBefore);
    }

    @Test
    void appendingByOneWriterPassesItsOwnCheck() throws Exception {
        assertThat(printed("w1", plan(1, 1, 1)))
                .contains("W1 append, memory: 1 × 1 event a save")
                .contains("W1 append, sqlite: 1 × 1 event a save")
                .contains("file, group fdatasync [2]")
                .contains("W1 append, postgres: 1 × 1 event a save")
                .contains("insert, autocommit [1]", "COPY, one transaction [2]");
    }

    @Test
    void appendingByManyWritersPassesItsOwnCheck() throws Exception {
        assertThat(printed("w1", plan(3, 2, 1)))
                .contains("W1 append, sqlite: 3 × 2 events a save")
                .contains("lock, begin, commit [1]")
                .contains("W1 append, postgres: 3 × 2 events a save")
                .contains("lock, insert, commit [1]", "insert, unordered [2]");
    }

    @Test
    void loadingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w2", plan(1, 1, 1)))
                .contains("W2 load, memory: 1,000 events")
                .contains("W2 load, sqlite: 1,000 events")
                .contains("W2 load, postgres: 1,000 events")
                .contains("select, decode, fold [1]")
                .contains("W2 load, memory: from a snapshot")
                .contains("W2 load, sqlite: from a snapshot")
                .contains("W2 load, postgres: from a snapshot")
                .contains("10,000 events ÷ [1]");
    }

    @Test
    void packedEventsPassTheSameChecksAndAreComparedWithPlainOnes() throws Exception {
        Plan plan = plan(2, 1, 1, PackingKind.values());
        for (String title :
                List.of("W1 append, %s: 2 × 1 event a save", "W2 load, %s: 1,000 events")) {
            assertThat(printed(title.startsWith("W1") ? "w1" : "w2", plan))
                    .contains((title + ", packed").formatted("memory"))
                    .contains((title + ", packed").formatted("sqlite"))
                    .contains((title + ", packed").formatted("postgres"))
                    .contains("deflate ÷ [1]", "dictionary ÷ [1]", "encrypted ÷ [1]")
                    .contains("dictionary+encrypted ÷ [1]")
                    .doesNotContain("[2]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachPackingKeepsEventsAsItsNameSays(PackingKind packing) throws Exception {
        try (var bank = storages.getFirst().open(packing.addedTo(Settings.only(Map.of())))) {
            bank.fill(1, 2);
            LogPage page = bank.events().recorder().readLog(LogSelection.all());
            Bytes data = page.notifications().getLast().storedEvent().data();
            int compressor =
                    switch (packing) {
                        case PLAIN, ENCRYPTED -> 0;
                        case DEFLATE -> 1;
                        case DICTIONARY, DICTIONARY_ENCRYPTED -> 2;
                    };
            assertThat(data.at(1)).as("compressor").isEqualTo((byte) compressor);
            assertThat(data.at(2) != 0)
                    .as("encrypted")
                    .isEqualTo(packing.toString().contains("encrypted"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_011})
    void scanningPassesItsOwnCheck(int logSize) throws Exception {
        assertThat(printed("w3", plan(1, 1, logSize)))
                .contains("W3 scan, memory: log of %,d events, stored".formatted(logSize))
                .contains("W3 scan, sqlite: log of %,d events, decoded".formatted(logSize))
                .contains("W3 scan, postgres: log of %,d events, stored".formatted(logSize))
                .contains("annals, pages of 10,000", "COPY out [2]");
    }

    @Test
    void decidingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w4", plan(1, 1, 1)))
                .contains("W4 DCB, memory: log of 2,000 events, read by one tag, threads: 2")
                .contains("W4 DCB, sqlite: log of 2,000 events, append, head, threads: 2")
                .contains("W4 DCB, postgres: log of 2,000 events, append, zero, threads: 2")
                .contains("lock, check, insert, commit [1]");
    }

    @Test
    void projectingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w5", plan(1, 1, 1_010)))
                .contains(
                        "W5 projection, memory: log of 1,010 events, the first 1,010 of it by a transaction an event; 1,000 keys")
                .contains(
                        "W5 projection, sqlite: log of 1,010 events, the first 1,010 of it by a transaction an event; 1,000 keys")
                .contains(
                        "W5 projection, postgres: log of 1,010 events, the first 1,010 of it by a transaction an event; 1,000 keys")
                .contains("annals, batches of 1,000 ÷ [1]");
    }

    @Test
    void commandingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w6", plan(1, 1, 1))).contains("W6 commands: 11 events");
    }

    @Test
    void verifyingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w10", plan(1, 1, 1_011)))
                .contains("W10 verify, memory: chain of 1,011 events")
                .contains("annals ÷ [1]");
    }

    @Test
    void appendingByProcessesPassesItsOwnCheck() throws Exception {
        assertThat(printed(new ProcessWorkload(List.of(2)), plan(3, 2, 1)))
                .contains("W8 append, postgres: 3 × 2 events a save, in each process")
                .contains("annals, 1 process [1]", "annals, 2 processes ÷ [1]");
    }

    @Test
    void onlyAServerIsAppendedToByProcesses() throws Exception {
        storages.removeLast();
        assertThat(printed("w8", plan(1, 1, 1))).contains("on postgres alone").doesNotContain("÷");
    }

    @Test
    void followersInEveryPlacePassTheirOwnCheck() throws Exception {
        assertThat(printed("w11", plan(1, 1, 1)))
                .containsSubsequence(
                        "W11 latency, memory",
                        "p50",
                        "p99",
                        "in the same process",
                        "by HTTP",
                        "W11 latency, sqlite",
                        "in the same process",
                        "in another process",
                        "by HTTP",
                        "W11 latency, postgres",
                        "in the same process",
                        "in another process",
                        "by HTTP");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.named("w0"))
                .withMessageContaining("'w0'")
                .withMessageContaining("w1, w2, w3, w4, w5, w6, w8, w10, w11");
    }

    @Test
    void theScriptRunsEveryWorkload() throws IOException {
        List<String> names = Workload.all().stream().map(Workload::name).toList();
        assertThat(Files.readString(Path.of("run")))
                .contains("for each in %s;".formatted(String.join(" ", names)));
    }

    private static List<String> schemas() throws SQLException {
        try (Connection connection = SERVER.dataSource(SERVER.database()).getConnection();
                ResultSet rows = connection.getMetaData().getSchemas()) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
            return schemas;
        }
    }

    private static Plan plan(int writers, int events, int logSize) {
        return plan(writers, events, logSize, PackingKind.PLAIN);
    }

    private static Plan plan(int writers, int events, int logSize, PackingKind... packings) {
        return new Plan(
                MOMENT,
                MOMENT,
                1,
                List.of(writers),
                events,
                List.of(2),
                logSize,
                List.of(packings));
    }

    private String printed(String name, Plan plan) throws Exception {
        return printed(Workload.named(name), plan);
    }

    private String printed(Workload workload, Plan plan) throws Exception {
        var text = new StringWriter();
        workload.run(plan, storages, new ResultTable(new PrintWriter(text)));
        return text.toString();
    }
}
