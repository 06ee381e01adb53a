package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events of one object that wait to be recorded, in the order in which they were triggered.
 *
 * <p>They leave when their save has committed, not before, so that a failed save loses nothing. An
 * event that waits on several values, as those of an {@link Evolved} do, leaves all of them at
 * once. For one thread at a time.
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

    /** Returns another list of what waits now: it leaves both when it is committed. */
    public Pending<E> copy() {
        return new Pending<>(new ArrayList<>(entries.stream().filter(Entry::waits).toList()));
    }

    /**
     * Returns one list of what waits now on several, each in its turn: it leaves theirs when it is
     * committed.
     */
    public static Pending<?> together(Collection<? extends Pending<?>> lists) {
        Pending<Object> all = none();
        for (Pending<?> list : lists) {
            list.entries.stream().filter(Entry::waits).forEach(all::share);
        }
        return all;
    }

    // Nothing is added to what another list has but through that list.
    @SuppressWarnings("unchecked")
    private void share(Entry<?> entry) {
        entries.add((Entry<E>) entry);
    }

    /** Forgets what waits: it will not be recorded. */
    public void discard() {
        entries.clear();
    }

    /** Returns the events that wait, as an unmodifiable list that does not change. */
    public List<DomainEvent<E>> events() {
        return entries.stream().filter(Entry::waits).map(each -> each.event).toList();
    }

    /** Returns whether nothing waits. */
    public boolean isEmpty() {
        return entries.stream().noneMatch(Entry::waits);
    }

    /**
     * Returns what waits on all these objects, each event once, in the order in which they were
     * triggered. Bare events were never triggered and come last, as given.
     */
    public static Gathered gather(Collection<? extends Recordable> objects) {
        List<Pending<?>> lists = new ArrayList<>(objects.size());
        List<Entry<?>> entries = new ArrayList<>();
        for (Recordable object : objects) {
            Pending<?> list = requireNonNull(object, "object").pending();
            lists.add(list);
            list.entries.stream().filter(Entry::waits).forEach(entries::add);
        }
        entries.sort(Comparator.comparingLong(entry -> entry.order));
        return new Gathered(lists, entries);
    }

    private void forgetCommitted() {
        entries.removeIf(entry -> !entry.waits());
    }

    /** What waits on some objects, as one save takes it. For one thread. */
    public static final class Gathered {
        private final List<Pending<?>> lists;
        private final List<Entry<?>> entries;

        private Gathered(List<Pending<?>> lists, List<Entry<?>> entries) {
            this.lists = lists;
            this.entries = entries;
        }

        /** Returns the events, each once, as an unmodifiable list. */
        public List<DomainEvent<?>> events() {
            Set<DomainEvent<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            List<DomainEvent<?>> events = new ArrayList<>(entries.size());
            for (Entry<?> entry : entries) {
                if (seen.add(entry.event)) {
                    events.add(entry.event);
                }
            }
            return Collections.unmodifiableList(events);
        }

        /** Takes these events from every list on which they wait: their save has committed. */
        public void committed() {
            entries.forEach(entry -> entry.committed = true);
            lists.forEach(Pending::forgetCommitted);
        }
    }

    /** An event on one list or on several. */
    private static final class Entry<E> {
        final long order;
        final DomainEvent<E> event;

        // Values that share it may be seen by other threads.
        volatile boolean committed;

        Entry(long order, DomainEvent<E> event) {
            this.order = order;
            this.event = event;
        }

        boolean waits() {
            return !committed;
        }
    }
}
