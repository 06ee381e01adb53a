package org.annals.catalogue;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;

/**
 * All events of a system, who triggers each and who handles it, as its class files say.
 *
 * {@snippet class="org.annals.catalogue.CatalogueTest" region="use"}
 *
 * <p>No class is loaded, nothing is run, and no database is needed. What only shows when a program
 * runs, such as an event that is made by reflection, is not in it. The same class files give the
 * same text, so that the page can be kept beside the code and compared. Immutable.
 */
public final class Catalogue {
    private final String page;
    private final int eventCount;

    private Catalogue(String page, int eventCount) {
        this.page = page;
        this.eventCount = eventCount;
    }

    /**
     * Reads the class files of folders, such as {@code target/classes}, and of jars. What stands in
     * several of them is one system; of a class that is there twice, the first counts.
     *
     * @throws java.nio.file.NoSuchFileException if one of these is not there
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if one has no class files or is no jar, if a class file
     *     cannot be read, or if there are no events
     */
    public static Catalogue of(Collection<Path> places) throws IOException {
        var classes = new Classes(ClassFiles.read(requireNonNull(places, "places")));
        Survey survey = Survey.of(classes);
        if (survey.entries().isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no events in %s: %s read. Give the classes of aggregates, slices or applications, and those of their events."
                            .formatted(
                                    places,
                                    Text.count(classes.all().size(), "class was", "classes were")));
        }
        return new Catalogue(Page.of(survey, Names.of(survey, classes)), survey.entries().size());
    }

    /** Returns how many classes of events there are. */
    public int eventCount() {
        return eventCount;
    }

    /** Returns the page, as Markdown with a drawing for Mermaid. */
    public String toMarkdown() {
        return page;
    }

    /**
     * Writes the page into a file, which is replaced; folders that are missing are made.
     *
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, page);
    }

    /**
     * Writes the page, for builds: the first argument is the file, which is replaced, and the
     * others are folders and jars.
     *
     * @throws IOException if something cannot be read or written
     * @throws IllegalArgumentException as {@link #of} does, and if an argument is missing
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException(
                    "%s too few. Give the file to write, and then folders of classes or jars."
                            .formatted(Text.count(args.length, "argument is", "arguments are")));
        }
        Catalogue catalogue = of(Arrays.stream(args).skip(1).map(Path::of).toList());
        catalogue.writeTo(Path.of(args[0]));
    }

    /** Returns how many events there are, and nothing of them. */
    @Override
    public String toString() {
        return "Catalogue[events=%d]".formatted(eventCount);
    }
}
