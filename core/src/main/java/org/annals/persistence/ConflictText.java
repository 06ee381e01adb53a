package org.annals.persistence;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException.Match;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What an {@link AppendConditionFailedException} says: a few thousand characters at most. */
final class ConflictText {
    private static final int MOST_NAMED = 3;
    private static final int MOST_ITEMS = 3;
    private static final int MOST_NAMES = 8;
    private static final int LONGEST = 120;

    private ConflictText() {}

    static String of(FailIfMatching condition, long position) {
        return sentence(
                "The event at position %d matches %s".formatted(position, shown(condition.query())),
                condition);
    }

    static String of(FailIfMatching condition, List<Match> matches) {
        Match first = matches.getFirst();
        String others =
                matches.stream()
                        .skip(1)
                        .limit(MOST_NAMED - 1)
                        .map(each -> ", so does " + shown(each))
                        .collect(Collectors.joining());
        String more = matches.size() > MOST_NAMED ? ", and more do" : "";
        return sentence(
                "Event %s matches %s%s%s"
                        .formatted(shown(first), shown(first.item()), others, more),
                condition);
    }

    private static String sentence(String conflict, FailIfMatching condition) {
        return "%s, and the append was on condition that nothing after position %d does. Read again what the decision depends on and repeat it."
                .formatted(conflict, condition.after());
    }

    private static String shown(Match match) {
        return "'%s' at position %d, tagged %s"
                .formatted(cut(match.type()), match.position(), listed(match.tags()));
    }

    // This is also said by whoever writes for others: a long query is not spelt out.
    private static String shown(Query query) {
        return query.items().size() > MOST_ITEMS
                ? "one of %d query items".formatted(query.items().size())
                : query.items().stream()
                        .sorted(QueryItem.NARROWEST_FIRST)
                        .map(ConflictText::shown)
                        .reduce((some, next) -> some + " or " + next)
                        .orElse("everything");
    }

    private static String shown(QueryItem item) {
        if (item.matchesEverything()) {
            return "everything";
        }
        String types = "types " + listed(item.types());
        String tags = "tags " + listed(item.tags());
        if (item.tags().isEmpty()) {
            return types;
        }
        return item.types().isEmpty() ? tags : types + " with " + tags;
    }

    private static String listed(Collection<?> names) {
        String more = names.size() > MOST_NAMES ? ", … %d in all]".formatted(names.size()) : "]";
        return names.stream()
                .limit(MOST_NAMES)
                .map(name -> cut(name.toString()))
                .collect(Collectors.joining(", ", "[", more));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
