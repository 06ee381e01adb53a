package org.annals.system;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows from an event for a process: events of its own, in order, and timers that are set or
 * cancelled with them. Immutable.
 *
 * @param <E> the events of the process
 */
public final class Reaction<E> {
    private final List<E> events;
    // By name; null cancels.
    private final Map<String, @Nullable Instant> timers;

    private Reaction(List<E> events, Map<String, @Nullable Instant> timers) {
        this.events = events;
        this.timers = timers;
    }

    /** Returns the reaction that nothing follows. */
    public static <E> Reaction<E> none() {
        return new Reaction<>(List.of(), Map.of());
    }

    /** Returns the reaction that these events follow, in this order. */
    @SafeVarargs
    public static <E> Reaction<E> of(E... events) {
        List<E> all = new ArrayList<>(events.length);
        for (E event : events) {
            all.add(requireNonNull(event, "event"));
        }
        return new Reaction<>(List.copyOf(all), Map.of());
    }

    /**
     * Returns this reaction with a timer set. Of a name a process has one: this one takes the place
     * of any other.
     *
     * @param dueOn when a {@link TimerElapsed} shall come, at once if that is past
     * @throws IllegalArgumentException if the name is blank
     */
    public Reaction<E> withTimer(String name, Instant dueOn) {
        return with(name, requireNonNull(dueOn, "dueOn"));
    }

    /**
     * Returns this reaction with a timer cancelled, if it is set.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Reaction<E> withoutTimer(String name) {
        return with(name, null);
    }

    private Reaction<E> with(String name, @Nullable Instant dueOn) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a timer is blank. Give it one.");
        }
        Map<String, @Nullable Instant> more = new HashMap<>(timers);
        more.put(name, dueOn);
        return new Reaction<>(events, Collections.unmodifiableMap(more));
    }

    /** Returns the events, in order. */
    public List<E> events() {
        return events;
    }

    /** Returns when each timer that is set is due, by name. */
    public Map<String, Instant> timers() {
        Map<String, Instant> set = new HashMap<>();
        timers.forEach(
                (name, dueOn) -> {
                    if (dueOn != null) {
                        set.put(name, dueOn);
                    }
                });
        return Collections.unmodifiableMap(set);
    }

    /** Returns the names of the timers that are cancelled. */
    public List<String> cancelled() {
        return timers.entrySet().stream()
                .filter(each -> each.getValue() == null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Returns how many events and timers it has, and nothing of them. */
    @Override
    public String toString() {
        return "Reaction[events=%d, timers=%d]".formatted(events.size(), timers.size());
    }
}
