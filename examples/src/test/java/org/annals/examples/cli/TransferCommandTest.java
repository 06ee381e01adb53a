package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class TransferCommandTest {
    private static final String DATABASE = "annals_transfer_command";

    private @TempDir Path folder;

    private Run export(String... more) {
        return run("export", more);
    }

    private Run run(String command, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = command;
        args[1] = "--log";
        args[2] = "DogSchool";
        System.arraycopy(more, 0, args, 3, more.length);
        return Run.in(folder, args);
    }

    private void demo() {
        assertThat(Run.in(folder, "demo").exitCode()).isZero();
    }

    private static void assertRefused(Run run, String... parts) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("annals: ")))
                .singleElement()
                .asString()
                .contains(parts);
    }

    @Test
    void aSchoolMovesFromAFileToADatabaseAndBackAndGoesOn() throws Exception {
        PostgresServer server = PostgresServer.shared();
        server.dropDatabase(DATABASE);
        server.createDatabase(DATABASE);
        String url = server.url(DATABASE);
        demo();

        Run exported = export("--sqlite", "dogschool.db", "school.jsonl");
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out())
                .containsPattern("Log +SqliteRecorder\\[.*dogschool.db, log DogSchool, ")
                .containsPattern("File +school.jsonl")
                .containsPattern("Written +3 events")
                .containsPattern("Head +3")
                .containsPattern("Follows +0 other logs")
                .containsPattern("SHA-256 +[0-9a-f]{64}")
                .containsPattern("Took +[0-9.]+ s");
        Path file = folder.resolve("school.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Run imported = run("import", "--postgres", url, "school.jsonl");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .containsPattern("Appended +3 events")
                .containsPattern("There already +0 events")
                .doesNotContain(server.password());
        assertThat(run("import", "--postgres", url, "school.jsonl").out())
                .containsPattern("Appended +0 events")
                .containsPattern("There already +3 events, the same");

        assertThat(Run.in(folder, "demo", "--postgres", url).out())
                .contains("goes on where it stopped, with 3 events and 1 dog.");
        assertThat(export("--postgres", url, "--after", "3", "more.jsonl").out())
                .containsPattern("Written +4 events")
                .containsPattern("Head +7");
        assertThat(run("import", "--sqlite", "dogschool.db", "more.jsonl").out())
                .containsPattern("Appended +4 events");
        assertThat(export("--sqlite", "dogschool.db", "all.jsonl").exitCode()).isZero();
        assertThat(export("--postgres", url, "again.jsonl").exitCode()).isZero();
        assertThat(folder.resolve("again.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("all.jsonl"));
    }

    @Test
    void whatIsThereIsNotReplaced() throws Exception {
        demo();
        Files.writeString(folder.resolve("school.jsonl"), "mine");
        assertRefused(
                export("--sqlite", "dogschool.db", "school.jsonl"),
                "school.jsonl' is there already",
                "Give another name");
        assertThat(folder.resolve("school.jsonl")).hasContent("mine");
    }

    @Test
    void whatIsNotThereIsNotMade() {
        assertRefused(export("--sqlite", "none.db", "school.jsonl"), "There is no 'none.db'");
        assertRefused(run("import", "--sqlite", "new.db", "none.jsonl"), "no '", "none.jsonl'");
        demo();
        assertRefused(
                export("--sqlite", "dogschool.db", "none/school.jsonl"), "There is no '", "none'");
        assertThat(folder.toFile().list()).containsExactly("dogschool.db");
    }

    @Test
    void aPositionBeyondTheHeadIsRefused() {
        demo();
        assertRefused(export("--sqlite", "dogschool.db", "--after", "9", "x"), "the log ends at 3");
    }

    @Test
    void whoeverSaysNoPlaceOrTwoIsToldSo() {
        assertRefused(export("school.jsonl"), "Give --sqlite FILE or --postgres URL");
        assertRefused(
                export(
                        "--sqlite",
                        "x.db",
                        "--postgres",
                        "postgresql://a:secret@b/c",
                        "school.jsonl"),
                "Leave one out");
    }

    @Test
    void anotherLogsFileAndAChangedOneAreRefused() throws Exception {
        demo();
        assertThat(export("--sqlite", "dogschool.db", "school.jsonl").exitCode()).isZero();
        Path file = folder.resolve("school.jsonl");
        Files.move(folder.resolve("dogschool.db"), folder.resolve("first.db"));
        demo();
        assertRefused(
                run("import", "--sqlite", "dogschool.db", "school.jsonl"),
                "Import into an empty log");

        Files.writeString(file, Files.readString(file).replace("\"head\":3", "\"head\":4"));
        assertRefused(
                run("import", "--sqlite", "new.db", "school.jsonl"),
                "Line 5 of the file",
                "Export");
    }

    @Test
    void aLogNameIsNeeded() {
        Run run = Run.in(folder, "export", "--sqlite", "dogschool.db", "school.jsonl");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--log=NAME");
    }
}
