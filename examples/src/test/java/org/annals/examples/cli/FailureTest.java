package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;

final class FailureTest {
    @Test
    void theInnermostCauseThatSaysSomethingIsTold() {
        var library = new IOException("No room for the library", new IllegalStateException());
        var connection = new SQLException("Error opening connection", library);

        assertThat(Failure.said(new RecorderUnavailableException("It failed.", connection)))
                .isEqualTo("It failed. (No room for the library)");
    }

    @Test
    void whereThereIsNoCauseNoneIsTold() {
        assertThat(Failure.said(new RecorderUnavailableException("It failed.", null)))
                .isEqualTo("It failed.");
    }
}
