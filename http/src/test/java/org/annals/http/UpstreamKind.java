package org.annals.http;

import org.annals.memory.MemoryModule;
import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;

import java.nio.file.Path;
import java.util.Map;

/** Where the events are that are read from afar. */
enum UpstreamKind {
    MEMORY {
        @Override
        PersistenceModule in(Path folder) {
            return new MemoryModule();
        }
    },
    SQLITE {
        @Override
        PersistenceModule in(Path folder) {
            return Sqlite.file(folder.resolve("upstream.db"));
        }
    };

    abstract PersistenceModule in(Path folder);

    Settings settings(Path folder) {
        return Settings.only(Map.of()).using(PersistenceModule.class, in(folder));
    }
}
