package org.annals.postgres.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;
import org.annals.postgres.Postgres;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.testkit.contract.RecorderFixture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/** A schema for each store, in one database. */
final class PostgresFixture implements RecorderFixture {
    private final DataSource dataSource;
    private final boolean chained;
    private final EmptyStores stores;
    private final String schema;
    private final Postgres options;
    private final List<Recorder> opened = new ArrayList<>();

    PostgresFixture(DataSource dataSource) {
        this(dataSource, WakeUps.NOTIFY, false);
    }

    private PostgresFixture(DataSource dataSource, WakeUps wakeUps, boolean chained) {
        this.dataSource = dataSource;
        this.chained = chained;
        this.stores = chained ? EmptyStores.CHAINED : EmptyStores.PLAIN;
        this.schema = stores.take(dataSource);
        Postgres plain = Postgres.of(dataSource).withSchema(schema).withWakeUps(wakeUps);
        this.options = chained ? plain.withHashChain() : plain;
        open(options);
    }

    static PostgresFixture behindPooler() {
        return new PostgresFixture(SharedPool.behindPooler(), WakeUps.POLL, false);
    }

    static PostgresFixture chained(DataSource dataSource) {
        return new PostgresFixture(dataSource, WakeUps.NOTIFY, true);
    }

    static PostgresFixture chainedBehindPooler() {
        return new PostgresFixture(SharedPool.behindPooler(), WakeUps.POLL, true);
    }

    private Recorder open(Postgres with) {
        Recorder recorder = with.open("Contract");
        opened.add(recorder);
        return recorder;
    }

    @Override
    public Recorder recorder() {
        return opened.getLast();
    }

    @Override
    public Recorder reopen(Limits limits) {
        opened.forEach(Recorder::close);
        return open(options.withLimits(limits));
    }

    @Override
    public Recorder openSecond() {
        Recorder second = options.open("Contract");
        opened.addFirst(second);
        return second;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isChained() {
        return chained;
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        String upsert =
                "INSERT INTO %s.rows VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"
                        .formatted(schema);
        return transaction -> {
            try (PreparedStatement row =
                    transaction.as(Connection.class).prepareStatement(upsert)) {
                row.setString(1, key);
                row.setString(2, value);
                row.executeUpdate();
            }
        };
    }

    @Override
    public Optional<String> findRow(String key) {
        String select = "SELECT v FROM %s.rows WHERE k = ?".formatted(schema);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        opened.forEach(Recorder::close);
        stores.giveBack(dataSource, schema);
    }
}
