package org.annals.examples.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code ./annals} does before the program begins. */
// In a thread of its own, for what waits for output cannot be interrupted.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class LauncherTest {
    private static final Map<String, String> NOTHING = Map.of();

    private @TempDir Path folder;
    private StubCheckout checkout;

    @BeforeEach
    void open() throws IOException {
        checkout = StubCheckout.in(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, C, C.UTF-8",
        "LANG, xx_YY.UTF-8, C.UTF-8",
        "LC_CTYPE, xx_YY.UTF-8, C.UTF-8",
        "LC_TIME, xx_YY.UTF-8, C.UTF-8",
        "LANG, C.UTF-8, ''",
        "LC_ALL, C.UTF-8, C.UTF-8",
    })
    void aLocaleInWhichNotEveryFileHasANameIsReplaced(String key, String value, String all)
            throws IOException {
        assertThat(checkout.built().run(Map.of(key, value))).contains("LC_ALL is '" + all + "'.");
    }

    @Test
    void theProgramIsStartedWithItsArgumentsAsTheyAre() throws IOException {
        assertThat(checkout.built().run(NOTHING, "demo", "git", "a  b", "*"))
                .containsSubsequence("--module-path\n", "demo\n", "git\n", "a  b\n", "*\n")
                .contains("-Dorg.sqlite.tmpdir=" + folder.toRealPath());
    }

    @Test
    void aHomeIsNotNeeded() throws IOException {
        assertThat(checkout.built().run(Map.of("JAVA_HOME", "/nonexistent")))
                .doesNotContain("unbound");
    }

    @Test
    void aJdkThatIsTooOldIsNamedOnceWhateverLinksLeadToIt() throws IOException {
        Path old = checkout.jdk("old", "17.0.2");
        Path link = Files.createSymbolicLink(folder.resolve("link"), old);
        checkout.script(
                "annals", Files.readString(folder.resolve("annals")).replace("=21", "=1000"));

        assertThat(
                        checkout.run(
                                Map.of(
                                        "JAVA_HOME",
                                        link.toString(),
                                        "PATH",
                                        old.resolve("bin") + ":" + System.getenv("PATH"))))
                .startsWith("annals: a JDK of 1000 or more is needed, and there is 17 in " + old)
                .containsOnlyOnce(" 17 in " + old)
                .hasLineCount(1);
    }

    @Test
    void theFirstRunBuildsAndTheSecondDoesNot() throws IOException {
        checkout.script("mvn", StubCheckout.build());

        assertThat(checkout.run(NOTHING, "demo")).contains("downloads what is missing", "demo");
        assertThat(checkout.run(NOTHING, "demo")).doesNotContain("Building").contains("demo");
        assertThat(checkout.ownFiles()).containsExactly("launcher.lock", "launcher.log");
    }

    @Test
    void aBuildThatFailsIsShown() throws IOException {
        assertThat(checkout.run(NOTHING))
                .contains("There is nothing to build.")
                .contains("annals: Annals could not be built");
        checkout.run(NOTHING);
        assertThat(checkout.ownFiles())
                .containsExactly("launcher.begun", "launcher.lock", "launcher.log");
    }

    @Test
    void aSecondLauncherSaysThatItWaitsForTheFirst() throws Exception {
        Path gate = folder.resolve("gate");
        new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
        checkout.script("mvn", "read -r < '%s'\n%s".formatted(gate, StubCheckout.build()));
        // Open for both, which waits for nobody.
        try (var opened = new RandomAccessFile(gate.toFile(), "rw")) {
            Process first = checkout.start(NOTHING, "first");
            var firstOutput = first.inputReader();
            assertThat(firstOutput.readLine()).startsWith("Building");
            Process second = checkout.start(NOTHING, "second");
            var secondOutput = second.inputReader();

            assertThat(secondOutput.readLine()).startsWith("Waiting for another launcher");
            opened.writeBytes("go\n");

            assertThat(firstOutput.lines()).contains("first");
            assertThat(secondOutput.lines()).contains("second").noneMatch(LauncherTest::isBuilding);
            assertThat(first.waitFor() + second.waitFor()).isZero();
        }
    }

    @Test
    void anInterruptedBuildIsCalledSo() throws Exception {
        // Not the signal of the terminal, which is ignored where tests run in the background.
        checkout.script("mvn", "kill -TERM \"$LAUNCHER\"; exit 1");

        Process launcher = checkout.start(NOTHING);

        assertThat(launcher.inputReader().lines())
                .contains("annals: interrupted while building Annals. Run it again.")
                .noneMatch(line -> line.contains("could not be built"));
        assertThat(launcher.waitFor()).isEqualTo(130);
    }

    private static boolean isBuilding(String line) {
        return line.startsWith("Building");
    }
}
