package org.annals.postgres;

import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;

/** Where a recorder's connections come from. */
sealed interface ConnectionSource {
    /** A data source of the user's, and one for the listener, if there is one. */
    record Given(DataSource dataSource, @Nullable DataSource listener) implements ConnectionSource {
        @Override
        public ConnectionSource withListener(DataSource listener) {
            return new Given(dataSource, listener);
        }
    }

    /** A server, to which the recorder keeps a pool of its own. */
    record Pooled(ServerAddress address, PoolSize size) implements ConnectionSource {
        @Override
        public ConnectionSource withListener(DataSource listener) {
            throw new IllegalStateException(
                    "The listener of %s has a connection of its own already. Give a data source to Postgres.of() if it should have another."
                            .formatted(address));
        }
    }

    /** Returns this with another source of the listener's connection. */
    ConnectionSource withListener(DataSource listener);
}
