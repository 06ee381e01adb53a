package org.annals.persistence;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.domain.EventTags;
import org.annals.domain.Text;
import org.annals.settings.ConfigurationException;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Keys of which older events may lack the tags: given to an application beside the types of its
 * events, when their classes have got a {@link org.annals.domain.Tag} that they did not have.
 *
 * {@snippet class="org.annals.persistence.TagFillingTest" region="declared"}
 *
 * <p>Until the log {@linkplain EventStore#fillTags has been filled}, no append is accepted on a
 * condition that asks for such a tag, for it would not be seen what the older events say. An empty
 * log needs no filling. Immutable.
 */
public final class TagFilling implements EventFamily {
    // They are part of the name of a tracking, which may have 256 bytes.
    private static final int MOST_BYTES = 200;
    private static final TagFilling NONE = new TagFilling(Set.of(), Map.of());

    private final Set<String> byComponents;
    private final Map<String, Values> byFunctions;

    /** Says what tags of a key an event has, by their values. */
    @FunctionalInterface
    private interface Values {
        Collection<String> of(DomainEvent<?> event);
    }

    private TagFilling(Set<String> byComponents, Map<String, Values> byFunctions) {
        this.byComponents = Set.copyOf(byComponents);
        this.byFunctions = Map.copyOf(byFunctions);
        int bytes = keys().stream().mapToInt(key -> Text.utf8Length(key) + 1).sum();
        if (bytes > MOST_BYTES) {
            throw new ConfigurationException(
                    "The %d keys of tags to be filled are too long: they take %d bytes, and %d are allowed."
                            .formatted(keys().size(), bytes, MOST_BYTES));
        }
    }

    /** Returns the filling of no key. */
    public static TagFilling none() {
        return NONE;
    }

    /**
     * Returns the filling of keys whose tags are those of the events' {@link org.annals.domain.Tag}
     * components, as the events are read today.
     *
     * @throws IllegalArgumentException if one cannot be a key
     * @throws ConfigurationException if a key is there twice, or all are longer than 200 bytes
     */
    public static TagFilling ofKeys(String... keys) {
        TagFilling all = NONE;
        for (String key : keys) {
            all = all.and(new TagFilling(Set.of(requireKey(key)), Map.of()));
        }
        return all;
    }

    private static String requireKey(String key) {
        return EventTag.of(key, "").key();
    }

    /**
     * Returns the filling of a key whose tags follow from the events in another way. Whatever an
     * {@link EventStore} with it records is given them too, as tags of its own.
     *
     * @param values of an event's tags of the key, none if it has none; the same whenever it is
     *     asked, before the event is recorded and afterwards. What it throws, recording throws
     * @throws IllegalArgumentException if it cannot be a key
     */
    public static TagFilling ofKey(
            String key, Function<? super DomainEvent<?>, ? extends Collection<String>> values) {
        Objects.requireNonNull(values, "values");
        return new TagFilling(Set.of(), Map.of(requireKey(key), values::apply));
    }

    /**
     * Returns this filling and another in one.
     *
     * @throws ConfigurationException if they have a key in common, or all are longer than 200 bytes
     */
    public TagFilling and(TagFilling other) {
        for (String key : other.keys()) {
            if (keys().contains(key)) {
                throw new ConfigurationException(
                        "The key '%s' of tags is to be filled twice. Say it once.".formatted(key));
            }
        }
        Set<String> components = new HashSet<>(byComponents);
        components.addAll(other.byComponents);
        Map<String, Values> functions = new HashMap<>(byFunctions);
        functions.putAll(other.byFunctions);
        return new TagFilling(components, functions);
    }

    /**
     * Lets no key count as filled in a log that has been given events which may lack tags, as by an
     * import, until it has been filled again. For whoever adds them, before the first.
     *
     * <p>Event stores that are open keep what they have found finished, until they {@linkplain
     * EventStore#fillTags fill}: whoever has the log open is to open it again.
     */
    public static void forgetFinished(ProcessRecorder recorder) {
        FilledKeys.forgetAll(recorder);
    }

    /** Returns the keys. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(byComponents);
        keys.addAll(byFunctions.keySet());
        return Set.copyOf(keys);
    }

    /** Returns what is filled as a whole, of a log that has events of these types. */
    Set<FillUnit> units(EventTypes types) {
        Set<FillUnit> units = new HashSet<>();
        byFunctions.keySet().forEach(key -> units.add(FillUnit.ofAll(key)));
        for (Class<?> eventClass : types.eventClasses()) {
            Set<String> keys = new HashSet<>(EventTags.keysOf(eventClass));
            keys.retainAll(byComponents);
            if (!keys.isEmpty()) {
                for (String type : types.storedNames(eventClass)) {
                    keys.forEach(key -> units.add(FillUnit.ofType(key, type)));
                }
            }
        }
        return Set.copyOf(units);
    }

    /** Returns the tags of some of these keys that an event should have. */
    Set<EventTag> tags(Collection<String> wanted, DomainEvent<?> event) {
        Set<EventTag> tags = new LinkedHashSet<>();
        for (EventTag tag : EventTags.of(event.event())) {
            if (byComponents.contains(tag.key()) && wanted.contains(tag.key())) {
                tags.add(tag);
            }
        }
        byFunctions.forEach(
                (key, values) -> {
                    if (wanted.contains(key)) {
                        values.of(event).forEach(value -> tags.add(EventTag.of(key, value)));
                    }
                });
        return tags;
    }

    /** Returns an event with the tags that functions give it behind its own, each once. */
    DomainEvent<?> withTagsOfFunctions(DomainEvent<?> event) {
        if (byFunctions.isEmpty()) {
            return event;
        }
        Set<EventTag> all = new LinkedHashSet<>(event.tags());
        // In an order that is the same in every process.
        tags(byFunctions.keySet(), event).stream()
                .sorted(Comparator.comparing(EventTag::toString))
                .forEach(all::add);
        return all.size() == event.tags().size()
                ? event
                : new DomainEvent<>(
                        event.id(),
                        event.origin(),
                        List.copyOf(all),
                        event.timestamp(),
                        event.metadata(),
                        event.event());
    }

    /** Returns nothing: the events are those of others. */
    @Override
    public Set<Class<?>> eventClasses() {
        return Set.of();
    }

    @Override
    public String toString() {
        return "TagFilling" + keys().stream().sorted().toList();
    }
}
