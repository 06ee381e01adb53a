package org.annals.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.time.Duration;

import javax.sql.DataSource;

/**
 * How many connections a recorder's own pool has. Immutable.
 *
 * @param kept open, even if nobody uses them
 * @param overflow more than that while they are needed
 * @param maxWaiting callers that wait for a connection; 0 for no bound
 * @param longestWait how long they do
 * @param maxAge after which a connection is closed when it comes back
 * @param testing whether each connection is tested before it is used
 */
record PoolSize(
        int kept,
        int overflow,
        int maxWaiting,
        Duration longestWait,
        Duration maxAge,
        boolean testing) {
    static PoolSize defaults() {
        return new PoolSize(5, 10, 0, Duration.ofSeconds(30), Duration.ofHours(1), false);
    }

    int most() {
        return kept + overflow;
    }

    /** Opens a pool of this size, whose connections are a server's. */
    HikariDataSource pool(DataSource server, String owner) {
        var config = new HikariConfig();
        config.setDataSource(server);
        config.setPoolName("annals " + owner);
        config.setMaximumPoolSize(most());
        config.setMinimumIdle(kept);
        config.setConnectionTimeout(longestWait.toMillis());
        config.setMaxLifetime(maxAge.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(
                Thread.ofPlatform().name("annals-pool " + owner + " ", 1).daemon().factory());
        return new HikariDataSource(config);
    }
}
