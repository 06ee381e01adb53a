package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventTag;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** What is refused when a log is opened, and what no longer is afterwards. */
final class RefusalsTest {
    private @TempDir Path folder;

    private Sqlite file() {
        return Sqlite.file(folder.resolve("log.db"));
    }

    // L1
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "SQLite", "Sqlite Dogs"})
    void aNameThatGivesTablesOfSqlitesOwnIsRefused(String name) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> file().open(name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("sqlite_");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameThatOnlyBeginsLikeThatIsNot() {
        file().open("sqlites").close();
    }

    // L12
    @Test
    void limitsOfQueriesBeyondWhatSqliteJoinsAreRefused() {
        for (Limits wrong :
                List.of(
                        Limits.builder().queryItems(401).queryTypes(1).queryTags(1).build(),
                        Limits.builder().queryItems(300).build(),
                        Limits.builder().queryItems(1).queryTags(901).build())) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> file().withLimits(wrong).open("School"))
                    .withMessageContaining("query");
        }
    }

    @Test
    void aQueryAtTheHighestLimitsIsAnswered() {
        Limits highest = Limits.builder().queryItems(400).queryTypes(76).queryTags(2).build();
        try (var recorder = file().withLimits(highest).open("School")) {
            recorder.append(List.of(Samples.event("t1", EventTag.of("k", "399"))));
            QueryItem[] items =
                    IntStream.range(0, 400).mapToObj(RefusalsTest::item).toArray(QueryItem[]::new);

            var page = recorder.readLog(LogSelection.all().matching(Query.of(items)));

            assertThat(page.notifications()).hasSize(1);
        }
    }

    private static QueryItem item(int number) {
        return new QueryItem(
                Set.of("t1", "t2"), Set.of(EventTag.of("k", Integer.toString(number))));
    }

    // L5
    @Test
    void aRepeatBeyondALoweredLimitIsAnsweredWithItsFirstReceipt() {
        List<StoredEvent> two = List.of(Samples.event("t"), Samples.event("u"));
        for (Sqlite options : List.of(file(), Sqlite.inMemory("lowered"))) {
            try (var before = options.open("School");
                    var lowered =
                            options.withLimits(Limits.builder().appendEvents(1).build())
                                    .open("School")) {
                var first = before.append(two);

                assertThat(lowered.append(two)).isEqualTo(first);
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () ->
                                        lowered.append(
                                                List.of(Samples.event("t"), Samples.event("u"))))
                        .withMessageContaining("appendEvents");
                assertThat(lowered.head()).isEqualTo(2);
            }
        }
    }

    // L8
    @Test
    void openingOnAVirtualThreadCallsSqliteOnAPlatformThread() throws Exception {
        Path diary = folder.resolve("diary.txt");
        Files.writeString(diary, "Dear diary, today I learned a trick. ".repeat(100));

        assertThat(failureOnAVirtualThread(Sqlite.file(diary)))
                .cause()
                .satisfies(
                        cause ->
                                assertThat(cause.getStackTrace())
                                        .isNotEmpty()
                                        .noneMatch(RefusalsTest::isOfAVirtualThread));
    }

    private static boolean isOfAVirtualThread(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.VirtualThread");
    }

    private static ConfigurationException failureOnAVirtualThread(Sqlite options) throws Exception {
        var opening =
                new FutureTask<>(
                        () -> {
                            try {
                                options.open("School").close();
                                throw new AssertionError("It was opened.");
                            } catch (ConfigurationException e) {
                                return e;
                            }
                        });
        Thread.ofVirtual().name("opener").start(opening);
        return opening.get();
    }

    @Test
    void theIdsOfTheScopeAreTakenThereToo() throws Exception {
        UUID id = UUID.fromString("01980000-0000-7000-8000-000000000001");
        var scope = TriggerScope.of(Clock.systemUTC(), () -> id);
        var opening =
                new FutureTask<>(
                        () ->
                                scope.call(
                                        () -> {
                                            try (var recorder = file().open("School")) {
                                                return recorder.identity().logId();
                                            }
                                        }));
        Thread.ofVirtual().name("opener").start(opening);

        assertThat(opening.get()).isEqualTo(id);
    }
}
