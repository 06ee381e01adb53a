package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

final class ErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "5, true, locked by another program",
        "6, true, locked by another program",
        "261, true, locked by another program",
        "10, false, disk of log.db failed",
        "11, false, damaged",
        "13, false, is full",
        "1, false, See the cause",
        "3, false, cannot be written to",
        "8, false, cannot be written to",
        "14, false, cannot be opened",
        "26, false, not an SQLite database"
    })
    void onceALogIsOpenEveryCodeMayPassAndIsUnavailable(int code, boolean busy, String says) {
        var failure = new SQLException("native", "", code);

        assertThat(SqliteErrors.translated(failure, "log.db"))
                .isInstanceOf(RecorderUnavailableException.class)
                .hasMessageContaining(says)
                .hasCause(failure);
        assertThat(SqliteErrors.isBusy(failure)).isEqualTo(busy);
    }

    @ParameterizedTest
    @CsvSource({
        "3, cannot be written to",
        "8, cannot be written to",
        "14, cannot be opened",
        "26, not an SQLite database"
    })
    void whileALogIsOpenedCodesThatWillNotPassAreMistakesOfConfiguration(int code, String says) {
        assertThat(SqliteErrors.atOpening(new SQLException("native", "", code), "log.db"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("log.db")
                .hasMessageContaining(says);
    }

    @Test
    void aLockIsUnavailableEvenWhileALogIsOpened() {
        assertThat(SqliteErrors.atOpening(new SQLException("native", "", 5), "log.db"))
                .isInstanceOf(RecorderUnavailableException.class)
                .hasMessageContaining("locked by another program");
    }

    @Test
    void whatTheDriverWrapsWithoutACodeIsLookedInto() {
        var inner = new SQLException("native", "", 261);
        var wrapped = new SQLException("Error opening connection", inner);

        assertThat(SqliteErrors.isBusy(wrapped)).isTrue();
        assertThat(SqliteErrors.translated(wrapped, "log.db"))
                .hasMessageContaining("locked by another program")
                .hasCause(inner);
    }
}
