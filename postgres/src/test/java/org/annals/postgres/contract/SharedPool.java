package org.annals.postgres.contract;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.annals.postgres.TransactionPooler;
import org.annals.testserver.PostgresServer;
import org.postgresql.ds.PGSimpleDataSource;

import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sql.DataSource;

/** One pool for all contract tests, as an application has one for everything. */
final class SharedPool {
    private static final HikariDataSource DIRECT = open(source());
    private static final HikariDataSource BEHIND_POOLER = open(sourceBehindPooler());

    private SharedPool() {}

    static DataSource get() {
        return DIRECT;
    }

    /** Returns one whose connections are those of a pooler in transaction mode. */
    static DataSource behindPooler() {
        return BEHIND_POOLER;
    }

    private static PGSimpleDataSource source() {
        PostgresServer server = PostgresServer.shared();
        return (PGSimpleDataSource) server.dataSource(server.database());
    }

    private static PGSimpleDataSource sourceBehindPooler() {
        PostgresServer server = PostgresServer.shared();
        try {
            PGSimpleDataSource source = source();
            int port = TransactionPooler.to(server.host(), server.port()).port();
            source.setPortNumbers(new int[] {port});
            source.setPrepareThreshold(0);
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource open(DataSource source) {
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
    }
}
