package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** What the catalogue tells of sources that the real compiler has compiled. */
record Told(Path classes, String page) {
    private static final String IMPORTS =
            """
            import org.annals.application.*;
            import org.annals.dcb.*;
            import org.annals.domain.*;
            import org.annals.persistence.*;
            import org.annals.projection.*;
            import org.annals.settings.Settings;
            import org.annals.system.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            """;

    /**
     * Compiles one file of several classes in the package {@code shop}, and reads what came of it.
     */
    static Told of(Path folder, String... sources) {
        Path classes = compile(folder, "shop", IMPORTS + String.join("\n", sources));
        try {
            return new Told(classes, Catalogue.of(List.of(classes)).toMarkdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles a file into a folder of classes, beside what is there, with what it generates. */
    static Path compile(Path folder, String home, String text) {
        try {
            Path classes = Files.createDirectories(folder.resolve("classes"));
            Path file = Files.createDirectories(folder.resolve("src")).resolve("All.java");
            Files.writeString(file, "package %s;\n\n%s".formatted(home, text));
            var said = new StringWriter();
            var writer = new PrintWriter(said, true);
            int exitCode =
                    ToolProvider.findFirst("javac")
                            .orElseThrow()
                            .run(
                                    writer,
                                    writer,
                                    "-d",
                                    classes.toString(),
                                    "-s",
                                    folder.toString(),
                                    "-cp",
                                    classes
                                            + File.pathSeparator
                                            + System.getProperty("java.class.path"),
                                    "-parameters",
                                    "-proc:full",
                                    "--release",
                                    "21",
                                    file.toString());
            assertThat(exitCode).as("%s", said).isZero();
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is told of the only event of a stored name. */
    List<String> event(String storedName) {
        String heading = "### `" + storedName + "`\n\n";
        assertThat(page).containsOnlyOnce(heading);
        String rest = page.substring(page.indexOf(heading) + heading.length());
        return rest.lines().takeWhile(line -> line.startsWith("- ")).toList();
    }

    /** Returns the edges of the drawing. */
    List<String> edges() {
        return page.lines()
                .filter(line -> line.matches(" {4}\\w+ (-->|-\\.->|---|==>) \\w+"))
                .map(String::strip)
                .toList();
    }
}
