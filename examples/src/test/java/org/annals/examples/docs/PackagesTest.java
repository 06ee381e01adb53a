package org.annals.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That the guide says which module and package a reader must import. */
final class PackagesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path GUIDE = ROOT.resolve("docs/guide");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>annals-(\\w+)<");
    private static final Pattern NAMES =
            Pattern.compile("^(?:open )?module ([\\w.]+) |exports ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern PACKAGE =
            Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern PUBLIC =
            Pattern.compile(
                    "^public (?:(?:abstract|final|sealed|non-sealed) )*(?:class|record|interface|@interface|enum) (\\w+)",
                    Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    // What comes behind a dot is nested, or has its package before it.
    private static final Pattern WORD = Pattern.compile("(?<![.\\w])[A-Z]\\w+");

    @Test
    void everyPublishedModuleAndPackageIsInTheGuide() throws IOException {
        String guide = Files.readString(GUIDE.resolve("README.md"));
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (String module : published()) {
            Path descriptor = ROOT.resolve(module).resolve("src/main/java/module-info.java");
            for (String name : namesIn(Files.readString(descriptor))) {
                checked++;
                if (!guide.contains("`" + name + "`")) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(checked).isGreaterThan(10);
    }

    @Test
    void everyPageNamesThePackagesOfItsTypes() throws IOException {
        Map<String, List<String>> packages = packagesByType();
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (Path page : files(GUIDE, ".md")) {
            Document document = Document.read(page);
            String prose = document.prose();
            for (String word : words(document)) {
                List<String> homes = packages.getOrDefault(word, List.of());
                checked += homes.isEmpty() ? 0 : 1;
                if (!homes.isEmpty()
                        && homes.stream().noneMatch(home -> prose.contains("`" + home + "`"))) {
                    missing.add("%s: %s of %s".formatted(page, word, homes));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(checked).isGreaterThan(50);
    }

    private static List<String> published() throws IOException {
        return ARTIFACT.matcher(Files.readString(ROOT.resolve("bom/pom.xml")))
                .results()
                .map(artifact -> artifact.group(1))
                .filter(module -> !module.equals("bom") && !module.equals("parent"))
                .toList();
    }

    private static List<String> namesIn(String descriptor) {
        return NAMES.matcher(descriptor)
                .results()
                .flatMap(name -> Stream.of(name.group(1), name.group(2)))
                .filter(name -> name != null)
                .toList();
    }

    /** Returns where each type is; some share a name. */
    private static Map<String, List<String>> packagesByType() throws IOException {
        Map<String, List<String>> packages = new TreeMap<>();
        for (String module : published()) {
            for (Path source : files(ROOT.resolve(module).resolve("src/main/java"), ".java")) {
                String text = Files.readString(source);
                var name = PACKAGE.matcher(text);
                var type = PUBLIC.matcher(text);
                if (name.find() && type.find()) {
                    packages.computeIfAbsent(type.group(1), added -> new ArrayList<>())
                            .add(name.group(1));
                }
            }
        }
        return packages;
    }

    /** Returns the words in code, in blocks of Java or within a line, that may be types. */
    private static List<String> words(Document document) {
        String blocks =
                document.blocks().stream()
                        .filter(block -> block.language().equals("java"))
                        .map(CodeBlock::text)
                        .collect(joining("\n"));
        String inline =
                CODE.matcher(document.prose())
                        .results()
                        .map(code -> code.group(1))
                        .collect(joining("\n"));
        return WORD.matcher(blocks + "\n" + inline)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
