package org.annals.testkit.scenario;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Says in what way events differ from those expected: number, type, values or tags. */
final class EventDifference {
    private EventDifference() {}

    static <E> void requireSame(List<E> expected, List<DomainEvent<E>> actual) {
        if (expected.size() != actual.size()) {
            throw new AssertionError(
                    "Expected %s, but there %s.%n%s%n%s"
                            .formatted(
                                    counted(expected.size()),
                                    actual.size() == 1 ? "is 1" : "are " + actual.size(),
                                    numbered("expected", expected, String::valueOf),
                                    listed("actual", actual)));
        }
        for (int i = 0; i < expected.size(); i++) {
            requireSame(i + 1, expected.get(i), actual.get(i).event());
        }
    }

    private static void requireSame(int number, Object expected, Object actual) {
        if (expected.getClass() != actual.getClass()) {
            throw difference(
                    "Event %d is of type %s instead of %s."
                            .formatted(
                                    number,
                                    actual.getClass().getName(),
                                    expected.getClass().getName()),
                    expected,
                    actual);
        }
        if (!expected.equals(actual)) {
            throw difference(
                    "Event %d, a %s, has other values."
                            .formatted(number, expected.getClass().getSimpleName()),
                    expected,
                    actual);
        }
    }

    static <E> void requireSameWithTags(
            List<? extends TaggedEvent<? extends E>> expected, List<DomainEvent<E>> actual) {
        List<E> events = expected.stream().<E>map(TaggedEvent::event).toList();
        requireSame(events, actual);
        for (int i = 0; i < events.size(); i++) {
            List<EventTag> wanted = expected.get(i).tags();
            List<EventTag> found = actual.get(i).tags();
            if (!new HashSet<>(wanted).equals(new HashSet<>(found))) {
                throw difference(
                        "Event %d, %s, has other tags.".formatted(i + 1, events.get(i)),
                        wanted,
                        found);
            }
        }
    }

    private static AssertionError difference(String what, Object expected, Object actual) {
        return new AssertionError(
                "%s%nexpected: %s%n  actual: %s".formatted(what, expected, actual));
    }

    /** Returns the events as lines of text. */
    static <E> String listed(String title, List<DomainEvent<E>> events) {
        return numbered(
                title,
                events,
                each -> each.event() + (each.tags().isEmpty() ? "" : " " + each.tags()));
    }

    private static <T> String numbered(String title, List<T> all, Function<T, String> text) {
        var lines = new StringBuilder(title).append(':');
        for (int i = 0; i < all.size(); i++) {
            lines.append("%n  %d. %s".formatted(i + 1, text.apply(all.get(i))));
        }
        return all.isEmpty() ? lines.append(" none").toString() : lines.toString();
    }

    static String counted(int number) {
        return switch (number) {
            case 0 -> "no events";
            case 1 -> "1 event";
            default -> number + " events";
        };
    }
}
