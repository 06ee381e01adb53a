package org.annals.sqlite;

import static java.util.Objects.requireNonNull;

import org.annals.domain.TriggerScope;
import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * Which SQLite database: a file, or one in memory. Immutable.
 *
 * @param url what the driver is given
 * @param shown what messages say
 * @param kind what it is
 */
record SqliteLocation(String url, String shown, Kind kind) {
    private static final String MEMORY = ":memory:";
    private static final String DRIVER = "jdbc:sqlite:";

    /** What a location is. */
    enum Kind {
        /** A file, shared between processes. */
        FILE,
        /** A URI that SQLite takes apart itself, which names a file. */
        URI,
        /** In memory, shared within the process. */
        MEMORY
    }

    SqliteLocation {
        requireNonNull(url, "url");
        requireNonNull(shown, "shown");
        requireNonNull(kind, "kind");
    }

    static SqliteLocation file(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new SqliteLocation(DRIVER + absolute, absolute.toString(), Kind.FILE);
    }

    static SqliteLocation inMemory(String name) {
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    "'%s' cannot name a database in memory: use letters, digits, and any of _.-"
                            .formatted(name));
        }
        String uri = "file:" + name + "?mode=memory&cache=shared";
        return new SqliteLocation(DRIVER + uri, uri, Kind.MEMORY);
    }

    /** Returns what the setting {@code SQLITE_DBNAME} names. */
    static SqliteLocation parse(String dbname) {
        if (dbname.equals(MEMORY)) {
            return inMemory("annals-" + TriggerScope.current().nextId());
        }
        if (dbname.startsWith("file:")) {
            boolean memory =
                    dbname.contains(MEMORY)
                            || dbname.toLowerCase(Locale.ROOT).contains("mode=memory");
            return new SqliteLocation(DRIVER + dbname, dbname, memory ? Kind.MEMORY : Kind.URI);
        }
        try {
            return file(Path.of(dbname));
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "SQLITE_DBNAME should be a path, :memory: or a URI, but cannot be used as a path.",
                    e);
        }
    }

    boolean isInMemory() {
        return kind == Kind.MEMORY;
    }

    /** Makes the file, readable for its owner alone, if it is not there. */
    void prepare() {
        if (kind != Kind.FILE) {
            return;
        }
        Path file = Path.of(shown);
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
            create(file);
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
