package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.postgres.Postgres.WakeUps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** That a refused append names the events that are in the way, if it can, and is refused anyway. */
@Timeout(60)
final class ConflictTest {
    private static final QueryItem ITEM = QueryItem.ofTags(EventTag.of("k", "v"));
    private static final Match MATCH = new Match(1, "t", List.of(EventTag.of("k", "v")), ITEM);

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private static AppendRequest request() {
        return Samples.request(Samples.fact("t"))
                .onCondition(AppendCondition.failIfMatching(Query.of(ITEM)));
    }

    private static AppendConditionFailedException refused(PostgresRecorder recorder) {
        return refused(recorder, request());
    }

    private static AppendConditionFailedException refused(
            PostgresRecorder recorder, AppendRequest request) {
        try {
            recorder.append(request);
        } catch (AppendConditionFailedException refusal) {
            return refusal;
        }
        throw new AssertionError("It was not refused.");
    }

    @Test
    void aPoolOfOneIsEnough() throws Exception {
        try (var pool = database.pool(1);
                var recorder = Postgres.open(pool, "School")) {
            recorder.append(List.of(Samples.fact("t", "k:v")));

            assertThat(refused(recorder).matches()).containsExactly(MATCH);
            assertThat(refused(recorder, request().withWork(transaction -> {})).matches())
                    .containsExactly(MATCH);
        }
    }

    @Test
    void ifTheDatabaseIsGoneMeanwhileTheRefusalStands() throws Exception {
        var source = new RationedSource(database.dataSource());
        try (var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            recorder.append(List.of(Samples.fact("t", "k:v")));
            source.left.set(1);
            AppendConditionFailedException refusal = refused(recorder);
            source.left.set(Integer.MAX_VALUE);

            assertThat(refusal.matchingPosition()).isOne();
            assertThat(refusal.matches()).isEmpty();
            assertThat(refusal.getSuppressed())
                    .singleElement()
                    .isInstanceOf(RecorderUnavailableException.class);
            assertThat(recorder.head()).isOne();
        }
    }

    /** Gives so many connections, and then none. */
    private static final class RationedSource extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

        RationedSource(PGSimpleDataSource source) {
            setUrl(source.getUrl());
            setUser(source.getUser());
            setPassword(source.getPassword());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (left.getAndDecrement() <= 0) {
                throw new SQLException("There is none left.", "08001");
            }
            return super.getConnection();
        }
    }
}
