package org.annals.sqlite;

import static java.util.Objects.requireNonNull;

import org.annals.domain.TriggerScope;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Which SQLite database: a file, or one in memory. Immutable.
 *
 * @param url what the driver is given
 * @param shown what messages say
 * @param file where it is, or null if it is in memory, shared within the process
 * @param mode what a URI says of the access, or empty
 */
record SqliteLocation(String url, String shown, @Nullable Path file, String mode) {
    private static final String MEMORY = ":memory:";
    private static final String DRIVER = "jdbc:sqlite:";

    SqliteLocation {
        requireNonNull(url, "url");
        requireNonNull(shown, "shown");
        requireNonNull(mode, "mode");
    }

    static SqliteLocation file(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new SqliteLocation(DRIVER + absolute, absolute.toString(), absolute, "");
    }

    static SqliteLocation inMemory(String name) {
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    "'%s' cannot name a database in memory: use letters, digits, and any of _.-"
                            .formatted(name));
        }
        String uri = "file:" + name + "?mode=memory&cache=shared";
        return new SqliteLocation(DRIVER + uri, uri, null, "memory");
    }

    /** Returns what the setting {@code SQLITE_DBNAME} names. */
    static SqliteLocation parse(String dbname) {
        if (dbname.equals(MEMORY)) {
            return inMemory("annals-" + TriggerScope.current().nextId());
        }
        if (dbname.startsWith(FileUri.SCHEME)) {
            return uri(dbname, FileUri.parse(dbname));
        }
        try {
            return file(Path.of(dbname));
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "SQLITE_DBNAME should be a path, :memory: or a URI, but cannot be used as a path.",
                    e);
        }
    }

    private static SqliteLocation uri(String dbname, FileUri uri) {
        boolean memory = uri.path().equals(MEMORY) || uri.mode().equals("memory");
        Path file = memory ? null : uri.toPath();
        return new SqliteLocation(DRIVER + dbname, dbname, file, uri.mode());
    }

    boolean isInMemory() {
        return file == null;
    }

    /** Returns whether SQLite must be let create it: one in memory, or a URI that says so. */
    boolean leavesCreatingToSqlite() {
        return file == null || !mode.isEmpty();
    }

    /**
     * Makes the file, readable for its owner alone, if it is not there and may be created.
     *
     * @throws ConfigurationException if it cannot be used
     */
    void prepare(Sqlite.SchemaPolicy schema) {
        if (file == null) {
            return;
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ConfigurationException(
                    "The folder of the SQLite file '%s' does not exist. Create it, or name another file."
                            .formatted(shown));
        }
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(
                    "'%s' is a folder, not an SQLite file. Name a file in it.".formatted(shown));
        }
        if (!Files.exists(file)) {
            if (schema == Sqlite.SchemaPolicy.VERIFY) {
                throw new ConfigurationException(
                        "The SQLite file '%s' does not exist, and CREATE_TABLE is off. Switch it on once, or name another file."
                                .formatted(shown));
            }
            if (mode.isEmpty() || mode.equals("rwc")) {
                create(file);
            }
        } else if (mode.equals("ro") || !Files.isWritable(file)) {
            throw new ConfigurationException(
                    "%s cannot be written to. Give this process the right to write the file and its folder."
                            .formatted(shown));
        }
    }

    private void create(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, owner);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; the file is as it would have been.
            return;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The SQLite file '%s' cannot be created. Name a file in a folder that can be written to."
                            .formatted(shown),
                    e);
        }
    }
}
