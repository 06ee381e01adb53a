package org.annals.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of Markdown: its blocks of code, its links and its headings. Immutable. */
final class Document {
    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    private final Path path;
    private final List<String> prose = new ArrayList<>();
    private final List<CodeBlock> blocks = new ArrayList<>();

    Document(Path path, List<String> lines) {
        this.path = path;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                i = block(lines, i);
            } else {
                prose.add(lines.get(i));
            }
        }
    }

    static Document read(Path path) throws IOException {
        return new Document(path, Files.readAllLines(path));
    }

    /** Keeps the block that begins at a line, and returns the line at which it ends. */
    private int block(List<String> lines, int begin) {
        int end = begin + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
            end++;
        }
        if (end == lines.size()) {
            throw new AssertionError("%s:%d: a block has no end".formatted(path, begin + 1));
        }
        String above = begin == 0 ? "" : lines.get(begin - 1);
        blocks.add(
                new CodeBlock(
                        path + ":" + (begin + 1),
                        lines.get(begin).substring(FENCE.length()).strip(),
                        above.startsWith("<!--") ? above : "",
                        String.join("\n", lines.subList(begin + 1, end))));
        return end;
    }

    Path path() {
        return path;
    }

    List<CodeBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** Returns what stands outside of blocks. */
    String prose() {
        return String.join("\n", prose);
    }

    /** Returns the markers for code, whether a block follows or not. */
    long markers() {
        return prose.stream().filter(line -> line.startsWith("<!-- code: ")).count();
    }

    /** Returns the targets of all links, outside of code. */
    List<String> links() {
        return prose.stream()
                .map(line -> CODE.matcher(line).replaceAll("``"))
                .flatMap(line -> LINK.matcher(line).results())
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    /** Returns the anchors of all headings, as the usual hosts make them. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String lower = heading.group(1).strip().toLowerCase(Locale.ROOT);
                String anchor = NOT_IN_ANCHORS.matcher(lower).replaceAll("").replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }
}
