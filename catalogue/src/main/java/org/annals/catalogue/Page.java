package org.annals.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes a survey as a page of Markdown: the same survey as the same text. */
final class Page {
    private final Survey survey;
    private final Names names;
    private final Map<String, List<Entry>> families;
    private final Anchors anchors = new Anchors();
    private final Map<String, String> links = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Page(Survey survey, Names names) {
        this.survey = survey;
        this.names = names;
        this.families = families();
        List.of("Events", "Who triggers and who follows", "Applications").forEach(anchors::of);
        families.forEach(
                (family, entries) -> {
                    anchors.of(names.of(family));
                    for (Entry each : entries) {
                        String name = each.event().stored().name();
                        links.put(
                                each.event().name(),
                                "[%s](#%s)".formatted(Text.code(name), anchors.of(name)));
                    }
                });
    }

    static String of(Survey survey, Names names) {
        var page = new Page(survey, names);
        page.write();
        return page.text.toString();
    }

    private void write() {
        line("# Events");
        line("");
        line("Written by `annals catalogue` from class files. Do not edit: write it anew.");
        line("");
        line(
                "%s of %s, and %s."
                        .formatted(
                                Text.count(survey.entries().size(), "event", "events"),
                                Text.count(families.size(), "family", "families"),
                                Text.count(
                                        survey.applications().size(),
                                        "application",
                                        "applications")));
        writeMarks();
        line("");
        line("## Who triggers and who follows");
        writeDrawing();
        line("");
        line("## Applications");
        writeApplications();
        families.forEach(this::writeFamily);
    }

    private Map<String, List<Entry>> families() {
        return survey.entries().stream()
                .sorted(
                        Comparator.comparing((Entry each) -> names.of(each.event().family()))
                                .thenComparing(each -> names.of(each.event().name())))
                .collect(
                        Collectors.groupingBy(
                                each -> each.event().family(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private void writeMarks() {
        text.append('\n');
        mark("Triggered by nobody", each -> !each.isTriggered() && each.isHandled());
        mark("Triggered and handled by nobody", each -> !each.isTriggered() && !each.isHandled());
        mark("Handled by nobody", each -> each.isTriggered() && !each.isHandled());
        mark("Followed by nobody", each -> each.isHandled() && !each.isFollowed());
        if (!survey.otherUpcasts().isEmpty()) {
            line(
                    "- Upcast, and not the name of an event of these classes: %s"
                            .formatted(
                                    joined(
                                            survey.otherUpcasts(),
                                            each ->
                                                    "%s version %d, by %s"
                                                            .formatted(
                                                                    Text.code(each.type()),
                                                                    each.version(),
                                                                    by(each)))));
        }
        if (!survey.unknown().isEmpty()) {
            line(
                    "- Named as events, and not among the classes that were read: %s"
                            .formatted(
                                    survey.unknown().stream()
                                            .map(names::full)
                                            .sorted()
                                            .map(Text::code)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private void mark(String said, Predicate<Entry> which) {
        List<String> marked =
                families.values().stream()
                        .flatMap(List::stream)
                        .filter(which)
                        .map(each -> String.valueOf(links.get(each.event().name())))
                        .toList();
        if (!marked.isEmpty()) {
            line("- %s: %s".formatted(said, String.join(", ", marked)));
        }
    }

    private void writeDrawing() {
        line("");
        line("```mermaid");
        text.append(Drawing.of(survey, names));
        line("```");
        line("");
        line(
                "`-->` goes from who triggers an event to it, and from it to who follows it; `-.->` to whose decision or answer depends on it.");
        line("The box of events that nobody triggers is dashed.");
        line(
                "`---` joins an application to what triggers events for it, and `==>` goes to an application that follows another.");
    }

    private void writeApplications() {
        line("");
        if (survey.applications().isEmpty()) {
            line("None is among the classes.");
            return;
        }
        line("| application | kind | made of | follows |");
        line("|---|---|---|---|");
        survey.applications().stream()
                .sorted(Comparator.comparing(each -> names.of(each.self().type())))
                .forEach(
                        each ->
                                line(
                                        "| %s | %s | %s | %s |"
                                                .formatted(
                                                        Text.code(names.of(each.self().type())),
                                                        each.self().kind().text(),
                                                        cells(each.families()),
                                                        cells(each.follows()))));
    }

    private String cells(Collection<String> types) {
        return types.stream()
                .map(names::of)
                .sorted()
                .map(Text::code)
                .collect(Collectors.joining(", "));
    }

    private void writeFamily(String family, List<Entry> entries) {
        line("");
        line("## " + Text.code(names.of(family)));
        line("");
        line("In " + Text.code(names.full(family)) + ".");
        entries.forEach(this::writeEntry);
    }

    private void writeEntry(Entry entry) {
        StoredName stored = entry.event().stored();
        line("");
        line("### " + Text.code(stored.name()));
        line("");
        line("- version %d%s".formatted(stored.version(), remarks(stored)));
        for (UpcastStep each : entry.upcasts()) {
            line("- version %d is upcast by %s".formatted(each.version(), by(each)));
        }
        line("- class " + Text.code(names.full(entry.event().name())));
        List<ComponentFacts> components = entry.event().type().components();
        if (!components.isEmpty()) {
            line("- " + components.stream().map(Page::component).collect(Collectors.joining(", ")));
        }
        line(
                entry.isTriggered()
                        ? "- triggered by " + joined(entry.triggers(), this::mention)
                        : "- **triggered by nobody**: recorded no more, or by hand");
        writeHandlings(entry);
    }

    private String by(UpcastStep upcast) {
        return Text.code(names.of(upcast.by().type()));
    }

    private static String remarks(StoredName stored) {
        String earlier =
                stored.aliases().isEmpty()
                        ? ""
                        : stored.aliases().stream()
                                .sorted()
                                .map(Text::code)
                                .collect(Collectors.joining(", ", ", earlier called ", ""));
        return earlier + (stored.secret() ? ", never compressed" : "");
    }

    private static String component(ComponentFacts component) {
        List<String> marks = new ArrayList<>();
        component.tags().forEach(each -> marks.add("tag " + Text.code(each)));
        component.marks().forEach(each -> marks.add("@" + each));
        String declared = Text.code(component.type().text() + ' ' + component.name());
        return marks.isEmpty() ? declared : "%s (%s)".formatted(declared, String.join(", ", marks));
    }

    private String mention(Mention mention) {
        return "%s (%s)".formatted(Text.code(names.of(mention)), mention.by().kind().text());
    }

    private void writeHandlings(Entry entry) {
        for (Role role : Role.values()) {
            List<Handling> all =
                    entry.handlings().stream().filter(each -> each.role() == role).toList();
            if (!all.isEmpty()) {
                line("- %s %s".formatted(role.text(), joined(all, this::handling)));
            }
        }
        if (!entry.isHandled()) {
            line("- **handled by nobody**: not even applied");
        } else if (!entry.isFollowed()) {
            line("- **followed by nobody**");
        }
    }

    private String handling(Handling handling) {
        String as = handling.as().isEmpty() ? "" : ", as " + Text.code(names.of(handling.as()));
        return "%s (%s%s)"
                .formatted(
                        Text.code(names.of(handling.by().type())), handling.by().kind().text(), as);
    }

    private static <T> String joined(Collection<T> all, Function<T, String> said) {
        return all.stream().map(said).distinct().sorted().collect(Collectors.joining(", "));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
