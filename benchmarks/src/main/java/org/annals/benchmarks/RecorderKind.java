package org.annals.benchmarks;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/** Which recorders there are, as they are asked for. */
enum RecorderKind {
    MEMORY,
    SQLITE,
    POSTGRES;

    /**
     * Returns where that recorder is measured.
     *
     * @param postgres the address of a server, or null to start one
     */
    Storage open(@Nullable String postgres) throws SQLException {
        return switch (this) {
            case MEMORY -> new MemoryStorage();
            case SQLITE -> new SqliteStorage();
            case POSTGRES ->
                    postgres == null
                            ? PostgresStorage.start()
                            : PostgresStorage.at(new PostgresUrl(postgres));
        };
    }
}
