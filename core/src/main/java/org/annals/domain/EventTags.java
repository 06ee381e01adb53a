package org.annals.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tags that events have by the {@link Tag} components of their classes. Stateless. */
public final class EventTags {
    // Forms are found once for each class, and go with it when its loader does.
    private static final ClassValue<List<TagReader>> READERS =
            new ClassValue<>() {
                @Override
                protected List<TagReader> computeValue(Class<?> eventClass) {
                    return TagReader.of(eventClass);
                }
            };

    private EventTags() {}

    /**
     * Returns the tags of an event, in the order of its components, each once.
     *
     * @throws IllegalArgumentException if its class has a {@link Tag} that cannot be, or a value
     *     has text that cannot be stored
     */
    public static List<EventTag> of(Object event) {
        List<TagReader> readers = READERS.get(event.getClass());
        if (readers.isEmpty()) {
            return List.of();
        }
        Set<EventTag> tags = new LinkedHashSet<>();
        for (TagReader each : readers) {
            each.read(event, tags::add);
        }
        return List.copyOf(tags);
    }

    /**
     * Returns the names of the components of a class that are tags.
     *
     * @throws IllegalArgumentException if one cannot be
     */
    public static List<String> componentsOf(Class<?> eventClass) {
        return READERS.get(eventClass).stream().map(TagReader::component).toList();
    }

    /**
     * Returns the keys of the tags that events of a class may have by their components.
     *
     * @throws IllegalArgumentException if one cannot be
     */
    public static Set<String> keysOf(Class<?> eventClass) {
        return READERS.get(eventClass).stream()
                .map(TagReader::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns these tags and those of the event's components behind them, each once. */
    static List<EventTag> behind(List<EventTag> given, Object event) {
        List<EventTag> own = of(event);
        if (own.isEmpty()) {
            return given;
        }
        Set<EventTag> all = new LinkedHashSet<>(given);
        all.addAll(own);
        return new ArrayList<>(all);
    }
}
