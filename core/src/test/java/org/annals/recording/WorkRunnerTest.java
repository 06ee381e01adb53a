package org.annals.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class WorkRunnerTest {
    private static AppendRequest requestWith(TransactionWork work) {
        return AppendRequest.of(List.of()).withWork(work);
    }

    private static final AppendRequest ENDED_BY_AN_INTERRUPT =
            requestWith(
                    transaction -> {
                        throw new InterruptedException();
                    });
    private static final AppendRequest INTERRUPTING =
            requestWith(transaction -> Thread.currentThread().interrupt());

    @Test
    void anInterruptStaysWithTheThreadOfTheCaller() {
        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(() -> WorkRunner.run(ENDED_BY_AN_INTERRUPT, Map.of()))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        WorkRunner.run(INTERRUPTING, Map.of());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aThreadThatWritesForOthersIsLeftUninterrupted() {
        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(() -> WorkRunner.runForAnother(ENDED_BY_AN_INTERRUPT, Map.of()))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();

        WorkRunner.runForAnother(INTERRUPTING, Map.of());
        assertThat(Thread.interrupted()).isFalse();
    }
}
