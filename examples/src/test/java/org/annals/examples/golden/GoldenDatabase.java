package org.annals.examples.golden;

import org.annals.examples.RecorderKind;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The databases of which there are golden logs, and the files that they are. */
enum GoldenDatabase {
    /** The file itself. */
    SQLITE(RecorderKind.SQLITE) {
        @Override
        Connection connect(Path folder) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + file(folder));
        }

        @Override
        void save(Path folder, Path golden) throws IOException {
            Files.copy(file(folder), golden.resolve("log.sqlite"));
        }

        @Override
        void restore(Path golden, Path folder) throws IOException {
            Files.copy(golden.resolve("log.sqlite"), file(folder));
        }

        private Path file(Path folder) {
            return Path.of(settings(folder).named("Hospital").required("SQLITE_DBNAME"));
        }
    },
    /** The SQL that makes it. */
    POSTGRES(RecorderKind.POSTGRES) {
        @Override
        Connection connect(Path folder) throws SQLException {
            String name = settings(folder).named("Hospital").required("POSTGRES_DBNAME");
            return PostgresServer.shared().dataSource(name).getConnection();
        }

        @Override
        void save(Path folder, Path golden) throws IOException, SQLException {
            try (Connection connection = connect(folder)) {
                Files.writeString(golden.resolve("log.sql"), new PostgresDump(connection).sql());
            }
        }

        @Override
        void restore(Path golden, Path folder) throws IOException, SQLException {
            try (Connection connection = connect(folder);
                    var statement = connection.createStatement()) {
                statement.execute(Files.readString(golden.resolve("log.sql")));
            }
        }
    };

    private final RecorderKind recorder;

    GoldenDatabase(RecorderKind recorder) {
        this.recorder = recorder;
    }

    /** Returns the settings of the database that belongs to a folder. */
    Settings settings(Path folder) {
        return recorder.in(folder);
    }

    /** Returns the version of the tables in the database of a folder. */
    int schemaVersion(Path folder) throws SQLException {
        try (Connection connection = connect(folder);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT schema_version FROM hospital_log")) {
            row.next();
            return row.getInt(1);
        }
    }

    abstract Connection connect(Path folder) throws SQLException;

    /** Puts the database of a folder into a golden folder. */
    abstract void save(Path folder, Path golden) throws IOException, SQLException;

    /** Makes the database of a folder from what is in a golden folder. */
    abstract void restore(Path golden, Path folder) throws IOException, SQLException;
}
