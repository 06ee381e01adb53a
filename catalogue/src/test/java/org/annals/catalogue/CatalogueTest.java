package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Aggregate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

final class CatalogueTest {
    private static final String EVENTS =
            """
            public sealed interface All {
                record Placed(@org.annals.domain.Tag("item") String item) implements All {}
            }
            """;
    private static final String USE =
            """
            final class All extends org.annals.domain.Aggregate<events.All> {
                void place() { trigger(new events.All.Placed("tea")); }
                @Override protected void apply(events.All event) {}
            }
            """;

    private @TempDir Path folder;

    private Path compile(String module, String home, String text, Path... path) {
        Path own = folder.resolve(module);
        for (Path each : path) {
            copy(each, own.resolve("classes"));
        }
        return Told.compile(own, home, text);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPageIsWrittenOfSeveralModulesAndTheSameEachTime() throws Exception {
        Path events = compile("events", "events", EVENTS);
        Path use = compile("use", "use", USE, events);

        // @start region="use"
        Catalogue catalogue = Catalogue.of(List.of(events, use));
        catalogue.writeTo(folder.resolve("docs/events.md"));
        // @end

        assertThat(catalogue.eventCount()).isEqualTo(1);
        assertThat(folder.resolve("docs/events.md"))
                .hasContent(catalogue.toMarkdown())
                .content()
                .contains("### `All.Placed`", "`String item` (tag `item`)")
                .contains("- triggered by `use.All.place` (aggregate)")
                .endsWith("\n")
                .doesNotContain(folder.toString());
        assertThat(Catalogue.of(List.of(use, events)).toMarkdown())
                .as("whichever is read first")
                .isEqualTo(catalogue.toMarkdown());
    }

    @Test
    void aJarIsReadLikeItsFolder() throws Exception {
        Path classes = compile("events", "events", EVENTS);
        compile("events", "use", USE);
        Path jar = folder.resolve("shop.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(each).toString();
                out.putNextEntry(new JarEntry(name));
                Files.copy(each, out);
                // For another release of Java, and broken.
                out.putNextEntry(new JarEntry("META-INF/versions/99/" + name));
                out.write(1);
            }
        }

        assertThat(Catalogue.of(List.of(jar)).toMarkdown())
                .isEqualTo(Catalogue.of(List.of(classes)).toMarkdown());
    }

    @Test
    void theLibraryItselfIsNoPartOfASystem() throws Exception {
        Path classes = compile("events", "events", EVENTS);
        compile("events", "use", USE);
        var core =
                Path.of(
                        Aggregate.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());

        assertThat(Catalogue.of(List.of(core, classes)).toMarkdown())
                .isEqualTo(Catalogue.of(List.of(classes)).toMarkdown());
    }

    @Test
    void eventsThatAreNotAmongTheClassesAreNamed() throws Exception {
        Path events = compile("events", "events", EVENTS);
        Path all = compile("use", "use", USE, events);
        compile(
                "use",
                "other",
                """
                final class Other extends org.annals.domain.Aggregate<Other.Named> {
                    record Named() {}
                    @Override protected void apply(Named event) {}
                }
                """);
        Files.delete(all.resolve("events/All.class"));

        assertThat(Catalogue.of(List.of(all)).toMarkdown())
                .contains(
                        "- Named as events, and not among the classes that were read: `events.All`");
    }

    @Test
    void aPageIsWrittenByABuild() throws Exception {
        Path events = compile("events", "events", EVENTS);
        compile("events", "use", USE);
        Path page = Files.writeString(folder.resolve("events.md"), "of yesterday");

        Catalogue.main(new String[] {page.toString(), events.toString()});

        assertThat(page).hasContent(Catalogue.of(List.of(events)).toMarkdown());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.main(new String[] {page.toString()}))
                .withMessage(
                        "1 argument is too few. Give the file to write, and then folders of classes or jars.");
    }

    @Test
    void whatHasNoClassesIsRefused() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(empty)))
                .withMessage(
                        "'%s' has no class files. Compile first, and give the folder of classes, such as target/classes, or a jar.",
                        empty);
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Catalogue.of(List.of(empty.resolve("gone"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of()))
                .withMessageContaining("There are no events in []: 0 classes were read.");
    }

    @Test
    void whatIsNoJarOrNoClassFileIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no jar");
        Path broken = Files.writeString(folder.resolve("Broken.class"), "no class");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(text)))
                .withMessage(
                        "'%s' is neither a folder nor a class file nor a jar that can be read. Give the folder of classes, such as target/classes, or a jar.",
                        text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(broken)))
                .withMessageStartingWith("'%s' cannot be read as a class file (", broken)
                .withMessageEndingWith("Compile it anew, or leave it out.");
    }

    @Test
    void classesWithoutEventsAreRefused() {
        Path classes = compile("none", "none", "record None() {}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(classes)))
                .withMessage(
                        "There are no events in [%s]: 1 class was read. Give the classes of aggregates, slices or applications, and those of their events.",
                        classes);
    }
}
