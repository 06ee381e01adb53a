package org.annals.examples.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named part of a source file, as a document shows it: {@code // @start region="name"} to {@code
 * // @end}, without markup and common indentation. Markup follows Javadoc's snippets: a comment
 * that ends with a colon is about the next line.
 */
final class Region {
    private static final Pattern START =
            Pattern.compile("\\s*// @start region=\"([a-z0-9-]+)\"\\s*");
    private static final Pattern END = Pattern.compile("\\s*// @end\\s*");
    private static final Pattern REPLACE =
            Pattern.compile(
                    "\\s*// @replace substring=\"((?:[^\"\\\\]|\\\\.)+)\" replacement=\"((?:[^\"\\\\]|\\\\.)*)\"(:?)\\s*$");

    private Region() {}

    /**
     * Returns the text of a region.
     *
     * @throws AssertionError if it is not there, there twice, or has no end
     */
    static String in(List<String> lines, String name) {
        Map<String, List<String>> all = all(lines);
        List<String> region = all.get(name);
        if (region == null) {
            throw new AssertionError(
                    "There is no region '%s', only %s.".formatted(name, all.keySet()));
        }
        return shown(region);
    }

    private static Map<String, List<String>> all(List<String> lines) {
        Map<String, List<String>> found = new HashMap<>();
        List<String> open = new ArrayList<>();
        for (String line : lines) {
            Matcher start = START.matcher(line);
            if (start.matches()) {
                open.add(start.group(1));
                if (found.put(start.group(1), new ArrayList<>()) != null) {
                    throw new AssertionError(
                            "Region '%s' is there twice.".formatted(start.group(1)));
                }
            } else if (END.matcher(line).matches()) {
                if (open.isEmpty()) {
                    throw new AssertionError("A region ends that did not begin.");
                }
                open.removeLast();
            } else {
                open.forEach(name -> found.get(name).add(line));
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("Regions %s do not end.".formatted(open));
        }
        return found;
    }

    private static String shown(List<String> region) {
        List<String> shown = new ArrayList<>();
        String[] next = {};
        for (String line : region) {
            Matcher replace = REPLACE.matcher(line);
            if (replace.find()) {
                String[] pair = {plain(replace.group(1)), plain(replace.group(2))};
                if (replace.group(3).equals(":")) {
                    next = pair;
                } else {
                    shown.add(replaced(line.substring(0, replace.start()), pair));
                }
            } else {
                shown.add(next.length == 0 ? line : replaced(line, next));
                next = new String[] {};
            }
        }
        return normal(String.join("\n", shown));
    }

    private static String replaced(String line, String[] pair) {
        if (!line.contains(pair[0])) {
            throw new AssertionError("'%s' has no '%s' to replace.".formatted(line, pair[0]));
        }
        return line.replace(pair[0], pair[1]);
    }

    private static String plain(String quoted) {
        return quoted.replace("\\\"", "\"");
    }

    /** Returns text without common indentation and without blank lines around it. */
    static String normal(String text) {
        return text.replaceAll("^(?: *\\n)+", "").stripTrailing().stripIndent();
    }
}
