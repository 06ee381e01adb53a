package org.annals.examples.cli;

import org.annals.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes a page of all events of a system. */
@Command(
        name = "catalogue",
        header = "Writes a page of all events of a system, who triggers and who handles them.",
        description = {
            "It is read from class files, of one module or of several, and no class is loaded. Each event has its versions, components, who triggers it, and what applies, decides by or follows it; those that nobody triggers, handles or follows are marked.",
            "The page is Markdown with a drawing for Mermaid. The same classes give the same text, so it can be kept beside the code."
        },
        mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
    private final Place place;

    @Parameters(
            arity = "1..*",
            paramLabel = "CLASSES",
            description = "folders of class files, such as target/classes, or jars")
    private List<Path> classes = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "the file to write, which is replaced; without it, standard output")
    private @Nullable Path output;

    CatalogueCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        Catalogue catalogue = Catalogue.of(classes.stream().map(place.folder()::resolve).toList());
        if (output == null) {
            place.out().writer().print(catalogue.toMarkdown());
            place.out().writer().flush();
        } else {
            Path file = place.folder().resolve(output);
            catalogue.writeTo(file);
            place.out()
                    .line(
                            "%s of %s"
                                    .formatted(
                                            place.out().visible(file.toString()),
                                            Count.of(catalogue.eventCount(), "event")));
        }
        return 0;
    }
}
