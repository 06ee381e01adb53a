package org.annals.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Draws who triggers events and who follows them, as text for Mermaid. Events of a family that come
 * from the same and go to the same are one box, so that many are still readable.
 */
final class Drawing {
    private final Survey survey;
    private final Names names;
    private final Map<Participant, String> drawn = new TreeMap<>();
    private final SortedSet<String> edges = new TreeSet<>();

    private Drawing(Survey survey, Names names) {
        this.survey = survey;
        this.names = names;
    }

    static String of(Survey survey, Names names) {
        return new Drawing(survey, names).draw();
    }

    /** Where events come from and go to. */
    private record Flow(
            String family,
            List<Participant> from,
            List<Participant> followers,
            List<Participant> deciders) {}

    private String draw() {
        var text = new StringBuilder("flowchart LR\n");
        Map<String, List<Box>> boxes = new TreeMap<>(Comparator.comparing(names::of));
        flows().forEach(
                        (flow, entries) -> {
                            var box = new Box(id("event", entries.getFirst()), entries);
                            boxes.computeIfAbsent(flow.family(), added -> new ArrayList<>())
                                    .add(box);
                            flow.from().forEach(each -> edge(node(each), "-->", box.id()));
                            flow.followers().forEach(each -> edge(box.id(), "-->", node(each)));
                            flow.deciders().forEach(each -> edge(box.id(), "-.->", node(each)));
                        });
        for (ApplicationFacts each : survey.applications()) {
            each.uses().forEach(part -> edge(node(each.self()), "---", node(part)));
            for (String leader : each.follows()) {
                nodeOfApplication(leader).ifPresent(from -> edge(from, "==>", node(each.self())));
            }
        }
        nodes().forEach(each -> text.append("    ").append(each).append('\n'));
        boxes.forEach((family, all) -> draw(family, all, text));
        edges.forEach(each -> text.append("    ").append(each).append('\n'));
        if (!survey.entries().stream().allMatch(Entry::isTriggered)) {
            text.append("    classDef untriggered stroke-dasharray: 4\n");
        }
        return text.toString();
    }

    /** Several events in one box. */
    private record Box(String id, List<Entry> entries) {
        boolean isTriggered() {
            return entries.getFirst().isTriggered();
        }
    }

    private void draw(String family, List<Box> boxes, StringBuilder text) {
        text.append(
                "    subgraph family_%s[\"%s\"]\n"
                        .formatted(id(names.of(family)), Text.drawn(names.of(family))));
        for (Box each : boxes) {
            String label =
                    each.entries().stream()
                            .map(entry -> Text.drawn(entry.event().stored().name()))
                            .collect(Collectors.joining("<br>"));
            text.append(
                    "        %s[\"%s\"]%s\n"
                            .formatted(
                                    each.id(), label, each.isTriggered() ? "" : ":::untriggered"));
        }
        text.append("    end\n");
    }

    private Map<Flow, List<Entry>> flows() {
        Map<Flow, List<Entry>> flows = new LinkedHashMap<>();
        for (Entry each : survey.entries()) {
            Set<Participant> from = new TreeSet<>();
            each.triggers().forEach(mention -> from.add(mention.by()));
            Set<Participant> followers = new TreeSet<>();
            Set<Participant> deciders = new TreeSet<>();
            for (Handling handling : each.handlings()) {
                switch (handling.role()) {
                    case FOLLOWS, PROJECTS -> followers.add(handling.by());
                    case FOLDS, OBSERVES, RULES_OUT -> deciders.add(handling.by());
                    // What an object does with its own events would double every line.
                    case APPLIES, READS -> {}
                }
            }
            var flow =
                    new Flow(
                            each.event().family(),
                            List.copyOf(from),
                            List.copyOf(followers),
                            List.copyOf(deciders));
            flows.computeIfAbsent(flow, added -> new ArrayList<>()).add(each);
        }
        return flows;
    }

    private void edge(String from, String arrow, String to) {
        edges.add("%s %s %s".formatted(from, arrow, to));
    }

    private Optional<String> nodeOfApplication(String type) {
        return survey.applications().stream()
                .map(ApplicationFacts::self)
                .filter(each -> each.type().equals(type))
                .map(this::node)
                .findFirst();
    }

    private String node(Participant part) {
        return drawn.computeIfAbsent(
                part,
                added -> "%s_%s".formatted(id(added.kind().text()), id(names.of(added.type()))));
    }

    private List<String> nodes() {
        return drawn.entrySet().stream()
                .map(each -> each.getValue() + shape(each.getKey()))
                .toList();
    }

    private String shape(Participant part) {
        String name = Text.drawn(names.of(part.type()));
        return switch (part.kind()) {
            case APPLICATION -> "[\"%s\"]".formatted(name);
            case PROCESS_APPLICATION -> "([\"%s\"])".formatted(name);
            case PROJECTION, INLINE_VIEW, PROJECTOR, QUERY_SLICE -> "[(\"%s\")]".formatted(name);
            case AGGREGATE,
                    ENDURING_OBJECT,
                    GROUP,
                    SLICE,
                    PROCESS_MANAGER,
                    DECIDER,
                    EVOLUTION,
                    UPCASTER,
                    OTHER ->
                    "(\"%s\")".formatted(name);
        };
    }

    private String id(String prefix, Entry entry) {
        return prefix + '_' + id(names.of(entry.event().name()));
    }

    /** Returns a name of which a drawing makes nothing else. */
    private static String id(String name) {
        StringBuilder id = new StringBuilder();
        name.codePoints()
                .forEach(
                        each -> {
                            if (Character.isLetterOrDigit(each) && each < 128) {
                                id.appendCodePoint(each);
                            } else if (each == '.' || each == ' ' || each == '_') {
                                id.append('_');
                            } else {
                                id.append("u%x".formatted(each));
                            }
                        });
        return id.toString();
    }
}
