package org.annals.examples;

import org.annals.testserver.PostgresServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/**
 * What the applications of a folder had recorded at one time, to be put back later as operators do.
 * None of them may be open when it is taken or restored.
 */
public interface Backup {
    /** Takes one. */
    static Backup take(RecorderKind kind, Path folder) throws IOException, SQLException {
        return switch (kind) {
            case MEMORY -> throw new IllegalArgumentException("What is in memory cannot be saved.");
            case SQLITE -> OfFile.take(Path.of(valueIn(kind, folder, "SQLITE_DBNAME")));
            case POSTGRES -> OfDatabase.take(valueIn(kind, folder, "POSTGRES_DBNAME"));
        };
    }

    private static String valueIn(RecorderKind kind, Path folder, String key) {
        return kind.valuesIn(folder).getOrDefault(key, "");
    }

    /** Puts everything back as it was, and whatever came later is gone. */
    void restore() throws IOException, SQLException;

    /** A copy beside the file. */
    record OfFile(Path file, Path copy) implements Backup {
        static OfFile take(Path file) throws IOException {
            Path copy = file.resolveSibling("backup-of-" + file.getFileName());
            return new OfFile(file, Files.copy(file, copy));
        }

        @Override
        public void restore() throws IOException {
            Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A database beside the database. */
    record OfDatabase(String name, String copy) implements Backup {
        static OfDatabase take(String name) throws SQLException {
            String copy = name + "_backup";
            PostgresServer.shared().copyDatabase(name, copy);
            return new OfDatabase(name, copy);
        }

        @Override
        public void restore() throws SQLException {
            PostgresServer.shared().dropDatabase(name);
            PostgresServer.shared().copyDatabase(copy, name);
        }
    }
}
