package org.annals.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class DocumentTest {
    private @TempDir Path folder;

    private static final String PAGE =
            """
            # One `log`, two readers

            See [there](there.md#two-words), [here](#again) and `[no](link.md)`.

            <!-- code: A.java#a -->
            ```java
            [no](link.md);
            ```

            ## Again
            ## Again

            ```
            # no heading
            ```
            """;

    private Document document() {
        return new Document(folder.resolve("page.md"), PAGE.lines().toList());
    }

    @Test
    void aBlockHasLanguageMarkerAndText() {
        assertThat(document().blocks())
                .containsExactly(
                        new CodeBlock(
                                folder.resolve("page.md") + ":6",
                                "java",
                                "<!-- code: A.java#a -->",
                                "[no](link.md);"),
                        new CodeBlock(folder.resolve("page.md") + ":13", "", "", "# no heading"));
        assertThat(document().blocks().getFirst().marked("code")).isEqualTo("A.java#a");
        assertThat(document().blocks().getFirst().marked("xml")).isEmpty();
        assertThat(document().markers()).isEqualTo(1);
    }

    @Test
    void linksAndHeadingsInCodeDoNotCount() {
        assertThat(document().links()).containsExactly("there.md#two-words", "#again");
        assertThat(document().anchors())
                .containsExactlyInAnyOrder("one-log-two-readers", "again", "again-1");
    }

    @Test
    void aBlockWithoutEndIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> new Document(folder, List.of("```java", "one();")))
                .withMessageContaining("no end");
    }

    @Test
    void aLinkLeadsSomewhereIfFileAndHeadingAreThere() throws IOException {
        Files.writeString(folder.resolve("page.md"), PAGE);
        Files.writeString(folder.resolve("there.md"), "## Two words\n");

        assertThat(DocsTest.leadsSomewhere(document(), "there.md")).isTrue();
        assertThat(DocsTest.leadsSomewhere(document(), "there.md#two-words")).isTrue();
        assertThat(DocsTest.leadsSomewhere(document(), "there.md#three")).isFalse();
        assertThat(DocsTest.leadsSomewhere(document(), "elsewhere.md")).isFalse();
        assertThat(DocsTest.leadsSomewhere(document(), "#again-1")).isTrue();
        assertThat(DocsTest.leadsSomewhere(document(), "#never")).isFalse();
    }
}
