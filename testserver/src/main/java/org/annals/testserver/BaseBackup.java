package org.annals.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of a data folder, taken while its server runs: {@code pg_basebackup} is not at hand. */
final class BaseBackup {
    private static final int RENAMED_IN = 15;

    private BaseBackup() {}

    /** Copies the data of the server at an address into the folder of a standby to come. */
    static void take(ServerAddress primary, Path from, Path to) throws IOException {
        copy(primary, from, to);
        Files.delete(to.resolve("postmaster.pid"));
        Files.createFile(to.resolve("standby.signal"));
        Files.writeString(
                to.resolve("postgresql.auto.conf"),
                "primary_conninfo = '%s'%n".formatted(primary.url(primary.database())),
                StandardOpenOption.APPEND);
    }

    private static void copy(ServerAddress primary, Path from, Path to) throws IOException {
        // The backup lasts as long as the session that began it.
        try (Connection session = primary.dataSource(primary.database()).getConnection();
                Statement statement = session.createStatement()) {
            boolean old = session.getMetaData().getDatabaseMajorVersion() < RENAMED_IN;
            statement.execute(
                    old
                            ? "select pg_start_backup('standby', true, false)"
                            : "select pg_backup_start('standby', true)");
            Folders.copy(from, to);
            String stop =
                    old
                            ? "select labelfile from pg_stop_backup(false, false)"
                            : "select labelfile from pg_backup_stop(false)";
            try (ResultSet row = statement.executeQuery(stop)) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
        } catch (SQLException e) {
            throw new IOException("No copy of the server at %s.".formatted(primary), e);
        }
    }
}
