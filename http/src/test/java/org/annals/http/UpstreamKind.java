package org.annals.http;

import org.annals.memory.MemoryModule;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.postgres.Postgres;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;
import org.annals.testserver.PostgresServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the events are that are read from afar. */
enum UpstreamKind {
    MEMORY {
        @Override
        PersistenceModule in(Path folder) {
            return new MemoryModule();
        }

        @Override
        Map<String, String> values(Path folder) {
            return Map.of();
        }

        @Override
        void backUp(Path folder) {
            throw new UnsupportedOperationException("What is in memory cannot be saved.");
        }

        @Override
        void restore(Path folder) {
            throw new UnsupportedOperationException("What is in memory cannot be saved.");
        }

        @Override
        UpstreamKind thatLasts() {
            return SQLITE;
        }
    },
    SQLITE {
        @Override
        PersistenceModule in(Path folder) {
            return Sqlite.file(file(folder));
        }

        @Override
        Map<String, String> values(Path folder) {
            return Map.of("PERSISTENCE_MODULE", "sqlite", "SQLITE_DBNAME", file(folder).toString());
        }

        @Override
        void backUp(Path folder) throws IOException {
            Files.copy(file(folder), backup(folder));
        }

        @Override
        void restore(Path folder) throws IOException {
            Files.copy(backup(folder), file(folder), StandardCopyOption.REPLACE_EXISTING);
        }

        private static Path file(Path folder) {
            return folder.resolve("upstream.db");
        }

        private static Path backup(Path folder) {
            return folder.resolve("backup.db");
        }
    },
    POSTGRES {
        @Override
        PersistenceModule in(Path folder) {
            return postgres(folder);
        }

        @Override
        Map<String, String> values(Path folder) {
            PostgresServer server = PostgresServer.shared();
            return Map.of(
                    "PERSISTENCE_MODULE", "postgres",
                    "POSTGRES_HOST", server.host(),
                    "POSTGRES_PORT", Integer.toString(server.port()),
                    "POSTGRES_DBNAME", databaseOf(folder),
                    "POSTGRES_USER", server.user(),
                    "POSTGRES_PASSWORD", server.password());
        }

        @Override
        void backUp(Path folder) throws SQLException {
            PostgresServer.shared().copyDatabase(databaseOf(folder), backupOf(folder));
        }

        @Override
        void restore(Path folder) throws SQLException {
            PostgresServer.shared().dropDatabase(databaseOf(folder));
            PostgresServer.shared().copyDatabase(backupOf(folder), databaseOf(folder));
        }

        private static String backupOf(Path folder) {
            return databaseOf(folder) + "_backup";
        }

        private static Postgres postgres(Path folder) {
            return Postgres.url(PostgresServer.shared().url(databaseOf(folder)));
        }

        private static String databaseOf(Path folder) {
            return DATABASES.computeIfAbsent(
                    folder,
                    each -> {
                        String name =
                                "http_%d_%d"
                                        .formatted(ProcessHandle.current().pid(), DATABASES.size());
                        try {
                            PostgresServer.shared().createDatabase(name);
                        } catch (SQLException e) {
                            throw new IllegalStateException("There is no database " + name, e);
                        }
                        return name;
                    });
        }
    };

    private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

    abstract PersistenceModule in(Path folder);

    /** Opens the recorder of an application, for who only looks. */
    final Recorder open(Path folder, String application) {
        return in(folder).open(Settings.only(Map.of()).named(application));
    }

    /** Returns the settings by which another process has it, by key. */
    abstract Map<String, String> values(Path folder);

    /** Copies what there is, while nobody has it open. */
    abstract void backUp(Path folder) throws IOException, SQLException;

    /** Puts back what was copied, while nobody has it open: what came later is gone. */
    abstract void restore(Path folder) throws IOException, SQLException;

    /** Returns this kind, or another if what this one keeps ends with the application. */
    UpstreamKind thatLasts() {
        return this;
    }

    Settings settings(Path folder) {
        return Settings.only(Map.of()).using(PersistenceModule.class, in(folder));
    }
}
