package org.annals.examples;

import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recorders that every example runs on, by nothing but its settings. */
public enum RecorderKind {
    /** In memory. */
    MEMORY {
        @Override
        public Map<String, String> valuesIn(Path folder) {
            return Map.of();
        }
    },
    /** A file. */
    SQLITE {
        @Override
        public Map<String, String> valuesIn(Path folder) {
            return Map.of(
                    "PERSISTENCE_MODULE",
                    "sqlite",
                    "SQLITE_DBNAME",
                    folder.resolve("example.db").toString());
        }
    },
    /** A database on a server that tests share, one for each folder. */
    POSTGRES {
        @Override
        public Map<String, String> valuesIn(Path folder) {
            PostgresServer server = PostgresServer.shared();
            return Map.of(
                    "PERSISTENCE_MODULE", "postgres",
                    "POSTGRES_HOST", server.host(),
                    "POSTGRES_PORT", Integer.toString(server.port()),
                    "POSTGRES_DBNAME", databaseOf(folder),
                    "POSTGRES_USER", server.user(),
                    "POSTGRES_PASSWORD", server.password());
        }
    };

    private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

    private static String databaseOf(Path folder) {
        return DATABASES.computeIfAbsent(
                folder,
                each -> {
                    String name =
                            "example_%d_%d"
                                    .formatted(ProcessHandle.current().pid(), DATABASES.size());
                    try {
                        PostgresServer.shared().createDatabase(name);
                    } catch (SQLException e) {
                        throw new IllegalStateException("There is no database " + name, e);
                    }
                    return name;
                });
    }

    /** Returns the settings of an application with this recorder, by key. */
    public abstract Map<String, String> valuesIn(Path folder);

    /** Returns the settings of an application with this recorder. */
    public final Settings in(Path folder) {
        return Settings.only(valuesIn(folder));
    }
}
