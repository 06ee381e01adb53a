package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.ChainResult;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.LogNotChainedException;
import org.annals.persistence.Recorder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class HashChainTest {
    private @TempDir Path folder;

    private Path file() {
        return folder.resolve("log.db");
    }

    private Recorder openChained() {
        return Sqlite.file(file()).withHashChain().open("School");
    }

    private void recordTen() {
        try (var recorder = openChained()) {
            for (int i = 1; i <= 5; i++) {
                recorder.append(
                        List.of(
                                Samples.event(new Origin("dog", i), "t", 10 + i),
                                Samples.event("u", EventTag.of("n", "" + i))));
            }
        }
    }

    private void edit(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private ChainResult verified() {
        try (var recorder = Sqlite.file(file()).open("School")) {
            return ChainVerification.of(recorder).verify();
        }
    }

    @Test
    void aChainedLogStaysChainedAndIntactWhoeverAppends() {
        recordTen();
        try (var recorder = Sqlite.file(file()).open("School")) {
            recorder.append(List.of(Samples.event("v")));
        }

        assertThat(verified().orThrow().head()).isEqualTo(11);
    }

    @Test
    void aLogThatWasAdoptedIsChainedFromItsNewIdByWhoeverAppends() {
        try (var before = openChained();
                var recorder = openChained()) {
            recorder.adopt(new UUID(7, 1), new UUID(7, 2));
            before.append(List.of(Samples.event("v")));
            recorder.append(List.of(Samples.event("w")));

            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(2);
        }
        assertThat(verified().orThrow().head()).isEqualTo(2);
    }

    @Test
    void nothingIsAppendedAfterAMissingHash() throws SQLException {
        recordTen();
        edit("UPDATE school_events SET hash = NULL WHERE position = 10");
        try (var recorder = openChained()) {
            assertThatExceptionOfType(ChainBrokenException.class)
                    .isThrownBy(() -> recorder.append(List.of(Samples.event("v"))))
                    .withMessageContaining("position 10");
            assertThat(recorder.head()).isEqualTo(10);
        }
    }

    @Test
    void aLogThatWasCreatedWithoutAChainCannotGetOne() {
        Sqlite.file(file()).open("School").close();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::openChained)
                .withMessageContaining("'School'")
                .withMessageContaining("created without one");
        assertThatExceptionOfType(LogNotChainedException.class).isThrownBy(this::verified);
    }

    @Test
    void aSettingAsksForAChain() {
        var settings =
                Settings.only(Map.of("SQLITE_DBNAME", ":memory:", "HASH_CHAIN", "y"))
                        .named("School");
        try (var recorder = new SqliteModule().open(settings)) {
            recorder.append(List.of(Samples.event("v")));

            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(1);
        }
    }
}
