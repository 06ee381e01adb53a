package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

@Timeout(60)
final class TurnTest {
    private static final int APPENDS = 500;

    private @TempDir Path folder;

    private static FutureTask<Boolean> startTaking(Turn turn) {
        var taking =
                new FutureTask<>(
                        () -> {
                            turn.take();
                            turn.giveBack();
                            return true;
                        });
        Thread.ofPlatform().name("other").daemon().start(taking);
        return taking;
    }

    @Test
    void thoseWhoShareADatabaseInMemoryTakeTurns() throws Exception {
        Turn turn = Turn.at(SqliteLocation.inMemory("turns"));
        turn.take();
        var same = startTaking(Turn.at(SqliteLocation.inMemory("turns")));

        assertThat(startTaking(Turn.at(SqliteLocation.inMemory("others"))).get()).isTrue();
        assertThat(same).isNotDone();

        turn.giveBack();
        assertThat(same.get()).isTrue();
    }

    @Test
    void thoseWhoShareAFileNeedNot() throws Exception {
        var location = SqliteLocation.file(folder.resolve("log.db"));
        Turn.at(location).take();

        assertThat(startTaking(Turn.at(location)).get()).isTrue();
    }

    @Test
    void whoeverIsInterruptedGivesUp() {
        Turn turn = Turn.at(SqliteLocation.inMemory("interrupted"));
        turn.take();
        var other =
                new FutureTask<>(
                        () -> {
                            Thread.currentThread().interrupt();
                            assertThatExceptionOfType(RecorderUnavailableException.class)
                                    .isThrownBy(turn::take)
                                    .withMessageContaining("interrupted");
                            return Thread.interrupted();
                        });
        Thread.ofPlatform().name("other").daemon().start(other);

        assertThat(other).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
    }

    // SQLITE_LOCKED_SHAREDCACHE: the reads of one opening met the transactions of the other.
    @Test
    void oneOpeningReadsWhileTheOtherAppends() throws Exception {
        try (var one = Sqlite.inMemory("shared").open("School");
                var other = Sqlite.inMemory("shared").open("School")) {
            var reading =
                    new FutureTask<>(
                            () -> {
                                long head = 0;
                                while (head < APPENDS) {
                                    head = other.head();
                                }
                                return head;
                            });
            Thread.ofPlatform().name("reader").daemon().start(reading);

            for (int i = 0; i < APPENDS; i++) {
                one.append(List.of(Samples.event("t")));
            }

            assertThat(reading.get()).isEqualTo(APPENDS);
        }
    }
}
