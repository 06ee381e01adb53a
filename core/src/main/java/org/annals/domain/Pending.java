package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events of one object that wait to be recorded, in the order in which they were triggered.
 *
 * <p>They leave when their save has committed, not before, so that a failed save loses nothing. For
 * one thread at a time.
 *
 * @param <E> the type of the events
 */
public final class Pending<E> {
    // Order across objects: an event made by hand was never triggered and goes last.
    private static final AtomicLong TRIGGERED = new AtomicLong();
    private static final long BY_HAND = Long.MAX_VALUE;

    private final List<Entry<E>> entries;

    private Pending(List<Entry<E>> entries) {
        this.entries = entries;
    }

    /** Returns a list with nothing on it yet. */
    public static <E> Pending<E> none() {
        return new Pending<>(new ArrayList<>(1));
    }

    static <E> Pending<E> ofOne(DomainEvent<E> event) {
        Pending<E> pending = none();
        pending.entries.add(new Entry<>(BY_HAND, event));
        return pending;
    }

    /** Adds an event that was triggered now. */
    public void add(DomainEvent<E> event) {
        entries.add(new Entry<>(TRIGGERED.getAndIncrement(), requireNonNull(event, "event")));
    }

    Pending<E> copy() {
        return new Pending<>(new ArrayList<>(entries));
    }

    /** Returns the events that wait, as an unmodifiable list that does not change. */
    public List<DomainEvent<E>> events() {
        return entries.stream().map(Entry::event).toList();
    }

    /** Returns whether nothing waits. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * Removes the first events, because their save has committed. Applications call this.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public void committed(int count) {
        if (count < 0 || count > entries.size()) {
            throw new IllegalArgumentException(
                    "%d events cannot have been committed: %d are pending."
                            .formatted(count, entries.size()));
        }
        entries.subList(0, count).clear();
    }

    /** Returns the events of all these lists, in the order in which they were triggered. */
    public static List<DomainEvent<?>> inTriggerOrder(Collection<Pending<?>> lists) {
        List<Entry<?>> all = new ArrayList<>();
        for (Pending<?> list : lists) {
            all.addAll(list.entries);
        }
        all.sort(Comparator.comparingLong(Entry::order));
        List<DomainEvent<?>> events = new ArrayList<>(all.size());
        for (Entry<?> entry : all) {
            events.add(entry.event());
        }
        return Collections.unmodifiableList(events);
    }

    private record Entry<E>(long order, DomainEvent<E> event) {}
}
