package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/** A process that is stopped while it holds the log, between its append and its commit. */
@Timeout(90)
final class StoppedWriterTest {
    // What a waiter waits at most, and then some for a busy machine.
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(3);

    @Test
    void othersWaitAtMostTheLockTimeOutAndTheLogIsFreeAgain() throws Exception {
        try (var database = TestDatabase.create();
                var recorder = Postgres.open(database.dataSource(), "School");
                ChildJvm stopped = ChildJvm.start(HoldingProcess.class, database.url())) {
            assertThat(stopped.readLine()).isEqualTo("holding");
            stopped.freeze();

            var first =
                    Background.start(() -> recorder.append(Samples.request(Samples.fact("ours"))));
            long position;
            try {
                position = first.result(LOCK_TIMEOUT.plus(SLACK)).first();
            } catch (RecorderUnavailableException e) {
                assertThat(e).hasMessageContaining("nothing was written");
                position = recorder.append(Samples.request(Samples.fact("ours"))).first();
            }
            assertThat(position).isOne();

            stopped.thaw();
            stopped.tell("commit");
            assertThat(stopped.readLine()).startsWith("lost");
            assertThat(recorder.readLog(LogSelection.all()).notifications())
                    .extracting(each -> each.storedEvent().type())
                    .containsExactly("ours");
        }
    }

    // The control: a client of another program that stops so holds up whoever waits for its row.
    @Test
    void aClientThatIsNotCutOffHoldsItsLocksForAsLongAsItIsStopped() throws Exception {
        try (var database = TestDatabase.create()) {
            database.execute("CREATE TABLE rows AS SELECT 1 AS n");
            try (var stopped = database.connect();
                    var waiter = database.connect()) {
                stopped.setAutoCommit(false);
                TestDatabase.execute(stopped, "UPDATE rows SET n = 2");
                TestDatabase.execute(waiter, "SET lock_timeout = '4s'");
                var waiting =
                        Background.start(
                                () -> {
                                    TestDatabase.execute(waiter, "UPDATE rows SET n = 3");
                                    return true;
                                });
                assertThatThrownBy(waiting::result).hasMessageContaining("lock timeout");
                stopped.rollback();
            }
        }
    }
}
