package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.QueryItem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rival was told of an attempt. Immutable. */
sealed interface RivalOutcome {
    /** It is recorded. */
    record Recorded(AppendReceipt receipt) implements RivalOutcome {}

    /**
     * It was refused.
     *
     * @param condition the number of the condition, from 0
     */
    record Refused(int condition, long position, List<Match> matches) implements RivalOutcome {
        /** Copies the list. */
        public Refused {
            matches = List.copyOf(matches);
        }
    }

    /** The reply was lost: it is recorded or not. */
    record Unknown() implements RivalOutcome {}

    /** Returns the outcome in words with spaces between them. */
    default String toText() {
        return switch (this) {
            case Recorded(var receipt) -> "recorded " + receipt.first() + " " + receipt.last();
            case Refused(int condition, long position, var matches) ->
                    Stream.concat(
                                    Stream.of("refused " + condition + " " + position),
                                    matches.stream().map(RivalOutcome::text))
                            .collect(Collectors.joining(" "));
            case Unknown unknown -> "unknown";
        };
    }

    // The names of rivals need no escape.
    private static String text(Match match) {
        QueryItem item = match.item();
        return "%d/%s/%s/%s/%s"
                .formatted(
                        match.position(),
                        match.type(),
                        joined(match.tags()),
                        joined(item.types()),
                        joined(item.tags()));
    }

    private static String joined(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining("+"));
    }

    /** Returns the outcome that was written so. */
    static RivalOutcome parse(List<String> words) {
        return switch (words.getFirst()) {
            case "recorded" ->
                    new Recorded(
                            new AppendReceipt(
                                    Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
            case "refused" ->
                    new Refused(
                            Integer.parseInt(words.get(1)),
                            Long.parseLong(words.get(2)),
                            words.stream().skip(3).map(RivalOutcome::match).toList());
            case "unknown" -> new Unknown();
            case String other ->
                    throw new IllegalArgumentException(
                            "'%s' is no outcome. Read what toText() has written.".formatted(other));
        };
    }

    private static Match match(String text) {
        String[] parts = text.split("/", -1);
        return new Match(
                Long.parseLong(parts[0]),
                parts[1],
                tags(parts[2]).toList(),
                new QueryItem(
                        names(parts[3]).collect(Collectors.toSet()),
                        tags(parts[4]).collect(Collectors.toSet())));
    }

    private static Stream<EventTag> tags(String joined) {
        return names(joined).map(EventTag::parse);
    }

    private static Stream<String> names(String joined) {
        return joined.isEmpty() ? Stream.empty() : Arrays.stream(joined.split("\\+", -1));
    }
}
