package org.annals.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.guide.DogSchool;
import org.annals.memory.MemoryModule;
import org.annals.settings.Settings;
import org.annals.sqlite.SqliteModule;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That the documents show code that runs, lead somewhere, and leave no exception out. */
final class DocsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Pattern EXTENDS = Pattern.compile("class (\\w+)\\s+extends (\\w+)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Test
    void everyBlockOfJavaIsARegionOfTheSources() throws IOException {
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (Document document : documents()) {
            for (CodeBlock block : document.blocks()) {
                if (block.language().equals("java")) {
                    checked++;
                    problem(block).ifPresent(problems::add);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void everyMarkerStandsAboveABlockOfJava() throws IOException {
        for (Document document : documents()) {
            assertThat(document.markers())
                    .as(document.path().toString())
                    .isEqualTo(
                            document.blocks().stream()
                                    .filter(block -> block.language().equals("java"))
                                    .count());
        }
    }

    private static Optional<String> problem(CodeBlock block) throws IOException {
        String[] place = block.marked("code").split("#", 2);
        if (place.length < 2) {
            return Optional.of(block.where() + ": no marker with a file and a region");
        }
        Path source = ROOT.resolve(place[0]);
        if (!Files.isRegularFile(source)) {
            return Optional.of(block.where() + ": no file " + place[0]);
        }
        try {
            String region = Region.in(Files.readAllLines(source), place[1]);
            return region.equals(Region.normal(block.text()))
                    ? Optional.empty()
                    : Optional.of(
                            "%s: differs from %s, which is now%n%s"
                                    .formatted(block.where(), block.marked("code"), region));
        } catch (AssertionError e) {
            return Optional.of(block.where() + ": " + e.getMessage());
        }
    }

    @Test
    void everyMarkedBlockOfXmlIsPartOfItsFile() throws IOException {
        int checked = 0;
        for (Document document : documents()) {
            for (CodeBlock block : document.blocks()) {
                String file = block.marked("xml");
                if (block.language().equals("xml") && !file.isEmpty()) {
                    checked++;
                    assertThat(oneSpaced(Files.readString(ROOT.resolve(file))))
                            .as(block.where())
                            .contains(oneSpaced(block.text()));
                }
            }
        }
        assertThat(checked).isPositive();
    }

    private static String oneSpaced(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    @Test
    void everyLinkLeadsToAFileAndItsAnchorToAHeading() throws IOException {
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (Document document : documents()) {
            for (String link : document.links()) {
                if (!link.contains("://")) {
                    checked++;
                    if (!leadsSomewhere(document, link)) {
                        problems.add(document.path() + ": " + link);
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checked).isGreaterThan(50);
    }

    static boolean leadsSomewhere(Document document, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? document.path() : document.path().resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        if (hash < 0) {
            return true;
        }
        Document there = file.isEmpty() ? document : Document.read(target);
        return there.anchors().contains(link.substring(hash + 1));
    }

    @Test
    void everyExceptionHasAPageAndEveryPageAnException() throws IOException {
        Path errors = ROOT.resolve("docs/errors");
        try (var pages = Files.list(errors)) {
            Set<String> names =
                    pages.map(page -> page.getFileName().toString())
                            .map(name -> name.replaceFirst("\\.md$", ""))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names).isEqualTo(exceptions()).contains("VersionConflictException");
        }
    }

    private static Set<String> exceptions() throws IOException {
        List<MatchResult> subclasses = new ArrayList<>();
        for (String module : List.of("core", "jackson", "http")) {
            for (Path source : files(ROOT.resolve(module).resolve("src/main/java"), ".java")) {
                EXTENDS.matcher(Files.readString(source)).results().forEach(subclasses::add);
            }
        }
        Set<String> found = new TreeSet<>(Set.of("EventSourcingException"));
        while (subclasses.removeIf(
                each -> found.contains(each.group(2)) && found.add(each.group(1)))) {}
        found.remove("EventSourcingException");
        return found;
    }

    @Test
    void theGuideHasEverySettingThatIsRead() throws IOException {
        Set<String> keys = new TreeSet<>(new MemoryModule().keys());
        keys.addAll(new SqliteModule().keys());
        try (var school = new DogSchool(Settings.only(Map.of()))) {
            keys.addAll(school.effectiveSettings().keySet());
        }
        String guide = Files.readString(ROOT.resolve("docs/guide/applications.md"));

        assertThat(keys).contains("PERSISTENCE_MODULE", "SQLITE_DBNAME", "TAGS_MAX");
        assertThat(keys).allSatisfy(key -> assertThat(guide).contains("`" + key + "`"));
    }

    private static List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        for (String page : List.of("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")) {
            documents.add(Document.read(ROOT.resolve(page)));
        }
        for (Path page : files(ROOT.resolve("docs"), ".md")) {
            documents.add(Document.read(page));
        }
        return documents;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
