package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

final class LentConnectionTest {
    private final Recorder recorder = Sqlite.inMemory("lent").open("School");

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void theTransactionCannotBeEndedByTheWork() {
        List<TransactionWork> attempts =
                List.of(
                        transaction -> transaction.as(Connection.class).commit(),
                        transaction -> transaction.as(Connection.class).rollback(),
                        transaction -> transaction.as(Connection.class).close(),
                        transaction -> transaction.as(Connection.class).setAutoCommit(true));
        for (TransactionWork attempt : attempts) {
            assertThatExceptionOfType(TransactionWorkFailedException.class)
                    .isThrownBy(() -> append(attempt))
                    .withCauseInstanceOf(SQLException.class);
        }
        assertThat(recorder.head()).isZero();
    }

    @Test
    void theConnectionIsTakenBack() {
        List<Connection> kept = new ArrayList<>();
        append(transaction -> kept.add(transaction.as(Connection.class)));

        assertThatThrownBy(() -> kept.getFirst().createStatement())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("which is over");
    }

    @Test
    void theWorkRunsOnAPlatformThreadAndMayNotAppendToTheSameRecorder() throws Exception {
        var virtual = new AtomicReference<Boolean>();
        Thread.ofVirtual()
                .name("caller")
                .start(() -> append(transaction -> virtual.set(Thread.currentThread().isVirtual())))
                .join();

        assertThat(virtual).hasValue(false);
        assertThatIllegalStateException()
                .isThrownBy(() -> append(t -> recorder.append(List.of(Samples.event("t")))))
                .withMessageContaining("into the one append");
    }

    private void append(TransactionWork work) {
        recorder.append(AppendRequest.of(List.of(Samples.event("t"))).withWork(work));
    }
}
