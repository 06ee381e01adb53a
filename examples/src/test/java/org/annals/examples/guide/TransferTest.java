package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.integrity.ChainResult;
import org.annals.integrity.ChainVerification;
import org.annals.jackson.transfer.LogExport;
import org.annals.jackson.transfer.LogImport;
import org.annals.memory.MemoryModule;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

final class TransferTest {
    private static final String LOG = "DogSchool";

    private @TempDir Path folder;

    @Test
    void aLogThatGoesFromMemoryToSqliteToPostgresIsTheSameFileEachTime() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path third = folder.resolve("third");
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, new MemoryModule());
        try (var school = new DogSchool(settings)) {
            school.addTrick(school.registerDog("Fid\u00f6"), "roll \ud83d\ude00 over");
            var recorder = school.events().recorder();
            recorder.track(Tracking.of("Kennel", 7, new UUID(7, 7)).withEpoch(2));
            LogExport.of(recorder).write(first);
        }
        try (var sqlite = Sqlite.file(folder.resolve("school.db")).open(LOG)) {
            assertThat(LogImport.into(sqlite).read(first).appended()).isEqualTo(2);
            LogExport.of(sqlite).write(second);
        }
        var server = PostgresServer.shared();
        server.dropDatabase("annals_transfer");
        server.createDatabase("annals_transfer");
        try (var postgres = Postgres.url(server.url("annals_transfer")).open(LOG)) {
            assertThat(LogImport.into(postgres).read(second).appended()).isEqualTo(2);
            assertThat(LogImport.into(postgres).read(second).present()).isEqualTo(2);
            LogExport.of(postgres).write(third);
        }
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(third).hasSameBinaryContentAs(first);
        assertThat(Files.readAllLines(first)).hasSize(5);
    }

    @Test
    void anImportIntoAChainedPostgresLogVerifiesAndIsChainedAsTheOriginalIs() throws Exception {
        Path file = folder.resolve("school");
        ChainResult original;
        try (var sqlite = Sqlite.file(folder.resolve("school.db")).withHashChain().open(LOG)) {
            var settings =
                    Settings.only(Map.of()).using(PersistenceModule.class, new MemoryModule());
            try (var school = new DogSchool(settings)) {
                school.addTrick(school.registerDog("Fid\u00f6"), "roll \ud83d\ude00 over");
                LogExport.of(school.events().recorder()).write(file);
            }
            LogImport.into(sqlite).read(file);
            original = ChainVerification.of(sqlite).verify();
        }
        var server = PostgresServer.shared();
        server.dropDatabase("annals_chained_transfer");
        server.createDatabase("annals_chained_transfer");
        try (var postgres =
                Postgres.url(server.url("annals_chained_transfer")).withHashChain().open(LOG)) {
            LogImport.into(postgres).read(file);
            assertThat(ChainVerification.of(postgres).verify().orThrow().head()).isEqualTo(2);
            assertThat(ChainVerification.of(postgres).verify()).isEqualTo(original);
        }
    }
}
