package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

final class ConnectionsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Connections connections =
            new Connections(Sqlite.inMemory("unused").withLockTimeout(LONG));
    private final AtomicInteger attempts = new AtomicInteger();

    private Object busy() throws SQLException {
        attempts.incrementAndGet();
        throw new SQLException("locked", "", 5);
    }

    // M7
    @Test
    void theLockTimeoutIsOverForWhomHasWaitedThatLongElsewhere() {
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> connections.retried(this::busy, LONG))
                .withMessageContaining("SQLITE_LOCK_TIMEOUT");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatIsFreeIsHadHoweverLongOneHasWaited() throws SQLException {
        assertThat(connections.retried(attempts::incrementAndGet, LONG.multipliedBy(2)))
                .isEqualTo(1);
    }

    // M1
    @Test
    void nobodyBeginsToWaitOnceTheRecorderIsClosing() {
        connections.endWaits();

        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> connections.retried(this::busy));
        assertThat(attempts).hasValue(1);
    }
}
