package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

final class DemoCommandTest {
    @Test
    void theFirstRunOpensASchool(@TempDir Path folder) {
        Run run = Run.in(folder, "demo");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(folder.resolve("dogschool.db")).exists();
        assertThat(run.out())
                .contains("A new school")
                .contains("Fido: roll over, fetch ball")
                .containsPattern("A dog as it was at version 2\\R +2 .*Fido: roll over\\R")
                .containsPattern(" 1 +Dog\\.Registered +1 ")
                .containsPattern(" 3 +Dog\\.TrickAdded +3 ")
                .contains("Certificates follows DogSchool: at position 3, 0 events behind")
                .contains("Fido has shown: roll over, fetch ball")
                .contains("tricks.v1 follows DogSchool: at position 3, 0 events behind")
                .containsPattern(" 1 +fetch ball\\R +1 +roll over\\R")
                .containsPattern("the first [0-9.]+ ms");
    }

    @Test
    void theSecondRunGoesOnWhereTheFirstStopped(@TempDir Path folder) {
        Run.in(folder, "demo");

        Run run = Run.in(folder, "demo");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("goes on where it stopped, with 3 events and 1 dog.")
                .contains("Fido: roll over, fetch ball, give paw")
                .contains("Rex: fetch ball, play dead")
                .containsPattern(" 4 +Dog\\.Registered +1 ")
                .containsPattern(" 7 +Dog\\.TrickAdded +4 ")
                .contains("Rex has shown: fetch ball, play dead")
                .containsPattern(" 2 +fetch ball\\R +1 +give paw\\R")
                .doesNotContainPattern(" 3 +Dog\\.TrickAdded +3 ");
    }

    @Test
    void manyRunsShowTheLastDogsOnly(@TempDir Path folder) {
        for (int i = 0; i < 11; i++) {
            Run.in(folder, "demo");
        }

        assertThat(Run.in(folder, "demo").out()).contains("... and 4 more before these");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedInOneLine(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("dogschool.db"), "no database".repeat(1_000));

        Run run = Run.in(folder, "demo");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("annals: ")
                .contains("dogschool.db")
                .hasLineCount(1)
                .doesNotContain("\tat ");
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure(@TempDir Path folder) {
        Run run = Run.in(folder, null, new FullDisk(), "demo");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("annals: not everything could be written").hasLineCount(1);
    }

    @Test
    void helpIsThereForEveryCommand(@TempDir Path folder) {
        assertThat(Run.in(folder, "--help").out()).contains("demo");
        assertThat(Run.in(folder, "demo", "--help").out()).contains("git");
        assertThat(Run.in(folder, "demo", "git", "--help").out()).contains("PATH");
        assertThat(Run.in(folder, "--version").out()).startsWith("annals ");
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
