package org.annals.examples.golden;

import org.annals.persistence.StoredForm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folders of golden logs that say the same, a folder for each database and version. */
record GoldenFolders(Path root) {
    private static final Path RESOURCES =
            Path.of(System.getProperty("basedir", ""))
                    .resolve("src/test/resources/org/annals/examples")
                    .toAbsolutePath();

    static GoldenFolders named(String name) {
        return new GoldenFolders(RESOURCES.resolve(name));
    }

    List<Path> all() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted().toList();
        }
    }

    /** Returns that of a database which this version has written. */
    Path of(GoldenDatabase database, Path written) throws SQLException {
        return root.resolve(
                "%s-schema%d-form%d"
                        .formatted(
                                database.name().toLowerCase(Locale.ROOT),
                                database.schemaVersion(written),
                                StoredForm.VERSION));
    }

    static GoldenDatabase databaseOf(Path golden) {
        String name = golden.getFileName().toString();
        return GoldenDatabase.valueOf(
                name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
