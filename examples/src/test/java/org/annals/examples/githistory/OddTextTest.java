package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.DomainEvent;
import org.annals.examples.RecorderKind;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Names of files and authors, as people and programs have them. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class OddTextTest {
    private static final List<String> PATHS =
            List.of(
                    "with space",
                    " leading and trailing ",
                    "quo\"te's`",
                    "new\nline\tand\rreturn",
                    "escape\u001b[31mred",
                    "back\\slash",
                    "%s%n%d",
                    "\u202egnp.exe",
                    "\u0645\u0631\u062d\u0628\u0627/\u05e9\u05dc\u05d5\u05dd",
                    "\u65e5\u672c\u8a9e/\ud55c\uad6d\uc5b4",
                    "\ud83d\udc36/\ud83e\uddb4",
                    "e\u0301",
                    "\u00e9",
                    "-rf",
                    "d/" + "\u6f22".repeat(300));

    private final RecorderKind recorder;

    OddTextTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @Test
    void pathsAreKeptAsTheyAre(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            PATHS.forEach(path -> repository.write(path, path));
            repository.commit();

            Importing.into(history, folder);

            assertThat(PATHS)
                    .allSatisfy(
                            path -> {
                                var id = GitFile.idOf(path);
                                var file = history.repository().get(GitFile.class, id);
                                assertThat(file.path()).isEqualTo(path);
                            });
            assertThat(history.eventCount()).isEqualTo(PATHS.size() + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada <ada@example.org> 1577836800 +0000",
                " <> 1577836800 +0000",
                "<> 0 +0000",
                "",
                "nobody",
                "Ada <ada",
                "A\u0001\u001b[31m <b\u0007> 1577836800 +0000",
                "Ada <ada@example.org> -62135596800 +0000",
                "Ada <ada@example.org> 99999999999999999 +0000",
                "Ada <ada@example.org> 99999999999999999999999999 +9999",
                "Ada <ada@example.org> soon +0000",
                "Ada <ada@example.org> 1577836800 +99999999",
            })
    void anyLineOfAnAuthorIsRead(String line, @TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            repository.write("a", "1\n").commitWithAuthorLine(line);

            Importing.into(history, folder);

            assertThat(history.eventCount()).isEqualTo(2);
            assertThat(HistoryReport.of(history, 1).busiest()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Ada <ada", " Ada "})
    void anAuthorWithoutAddressIsNotTakenForTheCommitter(String line, @TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            repository.write("a", "1\n").commitWithAuthorLine(line);

            Importing.into(history, folder);

            assertThat(HistoryReport.of(history, 1).busiest())
                    .containsExactly(new AuthorTally("Ada", "", 1, 1));
        }
    }

    @Test
    void authorAndCommitAreInTheMetadataAndTheTimeIsTheEvents(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            var time = Instant.parse("2001-02-03T04:05:06Z");
            var commit =
                    repository
                            .by(SmallRepository.person("Ada Lovelace", "ada@example.org", time))
                            .write("a", "1\n")
                            .commitAsIs();

            Importing.into(history, folder);

            assertThat(history.recordings())
                    .allSatisfy(
                            recording -> {
                                DomainEvent<?> event = recording.domainEvent();
                                assertThat(event.timestamp()).isEqualTo(time);
                                assertThat(event.metadata())
                                        .containsEntry("author_name", "Ada Lovelace")
                                        .containsEntry("author_email", "ada@example.org")
                                        .containsEntry("commit", commit.name());
                            });
        }
    }

    @Test
    void aNameTooLongToKeepIsShortened(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            repository
                    .by(new PersonIdent("\u6f22".repeat(9_000), "x", Instant.EPOCH, ZoneOffset.UTC))
                    .write("a", "1\n")
                    .commit();

            Importing.into(history, folder);

            assertThat(HistoryReport.of(history, 1).busiest().getFirst().name()).hasSize(200);
        }
    }
}
