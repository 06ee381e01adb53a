package org.annals.examples.cli;

import org.annals.settings.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A demonstration whose events are kept in an SQLite file of its own. Immutable. */
record KeptInFile(String logName, Path file) implements Keeping {
    @Override
    public Settings settings() {
        return Settings.of(LIMITS)
                .with("PERSISTENCE_MODULE", "sqlite")
                .with("SQLITE_DBNAME", file.toString());
    }

    @Override
    public String where() {
        return file.toString();
    }

    @Override
    public long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
