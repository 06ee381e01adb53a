package org.annals.examples;

import org.annals.settings.Settings;

import java.nio.file.Path;
import java.util.Map;

/** The recorders that every example runs on, by nothing but its settings. */
public enum RecorderKind {
    /** In memory. */
    MEMORY {
        @Override
        public Settings in(Path folder) {
            return Settings.only(Map.of());
        }
    },
    /** A file. */
    SQLITE {
        @Override
        public Settings in(Path folder) {
            return Settings.only(
                    Map.of(
                            "PERSISTENCE_MODULE",
                            "sqlite",
                            "SQLITE_DBNAME",
                            folder.resolve("example.db").toString()));
        }
    };

    /** Returns the settings of an application with this recorder. */
    public abstract Settings in(Path folder);
}
