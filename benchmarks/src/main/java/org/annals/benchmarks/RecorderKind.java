package org.annals.benchmarks;

import org.annals.application.NoticeListener;
import org.annals.settings.Settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the application that is measured keeps its events. */
enum RecorderKind {
    /** In memory, not durable. */
    MEMORY,
    /** In an SQLite file, WAL, synchronous=FULL. */
    SQLITE;

    /** Opens an application with an empty log. */
    Bank open(Path folder) {
        Map<String, String> values =
                switch (this) {
                    case MEMORY -> Map.of("PERSISTENCE_MODULE", "memory");
                    case SQLITE ->
                            Map.of(
                                    "PERSISTENCE_MODULE", "sqlite",
                                    "SQLITE_DBNAME", folder.resolve("annals.db").toString(),
                                    "SQLITE_SYNCHRONOUS", "full");
                };
        // The environment of whoever runs it must not change what is measured.
        Settings settings = Settings.only(values);
        return new Bank(settings.using(NoticeListener.class, notice -> {}));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
