package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** That docs/guide/schema-lock.md shows what the compiler writes and says. */
final class GuideTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..");
    private static final Path ACCOUNT =
            ROOT.resolve("examples/src/test/java/org/annals/examples/guide/Account.java");
    private static final String NAME = "org/annals/examples/guide/Account.java";

    @TempDir private Path folder;
    private Project project;
    private String source;
    private String page;

    @BeforeEach
    void read() throws IOException {
        project = new Project(folder);
        source = Files.readString(ACCOUNT);
        page = Files.readString(ROOT.resolve("docs/guide/schema-lock.md"));
    }

    @Test
    void theLockOfTheGuideIsTheOneThatIsWritten() {
        project.source(NAME, source).update();

        assertThat(page).contains("```text\n" + project.blocks() + "```");
    }

    @Test
    void theErrorOfTheGuideIsTheOneThatIsTold() {
        project.source(NAME, source).update();

        String errors =
                project.source(NAME, source.replace(", Optional<String> reference", "")).errors();

        String message = errors.substring(errors.indexOf(": ") + 2).replaceAll("(?m) +$", "");
        assertThat(withoutBreaks(page)).contains(withoutBreaks(message));
    }

    @Test
    void theNextVersionOfTheGuideIsTheOneThatIsWritten() {
        project.source(NAME, source).update();
        project.source(
                NAME,
                source.replace(", Optional<String> reference", "")
                        .replace(
                                "record Deposited",
                                "@org.annals.domain.EventType(version = 2) record Deposited"));
        project.source(
                "org/annals/examples/guide/AccountHistory.java",
                "package org.annals.examples.guide; class AccountHistory {}");
        String upcast =
                "Account.Deposited 1\n    upcast by org.annals.examples.guide.AccountHistory\n";
        project.lock(project.lock().replace("Account.Deposited 1\n", upcast)).update();

        String deposited = project.blocks().replaceAll("(?s)Account.Opened.*", "").strip();
        assertThat(page).contains("```text\n" + deposited + "\n```");
    }

    /** Returns a text in which it does not matter where lines of prose end. */
    private static String withoutBreaks(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
