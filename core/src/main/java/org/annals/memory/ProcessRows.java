package org.annals.memory;

import org.annals.domain.Text;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Timer;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parked events and timers as they are at one moment. Not changed once it is made. */
final class ProcessRows {
    static final ProcessRows NONE = new ProcessRows(new TreeMap<>(), new HashMap<>());

    private final NavigableMap<Place, ParkedEvent> parked;
    private final Map<String, Timers> timers;

    private record Place(String upstream, long position) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::upstream).thenComparingLong(Place::position);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** The timers of one process, by id and in order. */
    private record Timers(Map<String, Timer> byId, NavigableSet<Timer> inOrder) {
        Timers() {
            this(new HashMap<>(), new TreeSet<>(Timer.inOrder()));
        }

        Timers copied() {
            return new Timers(new HashMap<>(byId), new TreeSet<>(inOrder));
        }

        void set(Timer timer) {
            remove(timer.id());
            byId.put(timer.id(), timer);
            inOrder.add(timer);
        }

        void remove(String id) {
            Timer before = byId.remove(id);
            if (before != null) {
                inOrder.remove(before);
            }
        }
    }

    private ProcessRows(NavigableMap<Place, ParkedEvent> parked, Map<String, Timers> timers) {
        this.parked = parked;
        this.timers = timers;
    }

    /** Returns the rows after some changes, all of which can be made. */
    ProcessRows after(List<ProcessChange> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var next = new ProcessRows(new TreeMap<>(parked), new HashMap<>(timers));
        next.timers.replaceAll((process, all) -> all.copied());
        changes.forEach(next::make);
        return next;
    }

    private void make(ProcessChange change) {
        switch (change) {
            case Park(var event) -> park(event);
            case ParkBehind(var event) -> park(event);
            case Unpark(var upstream, var position) -> parked.remove(new Place(upstream, position));
            case SetTimer(var timer) -> timersOf(timer.process()).set(timer);
            case CancelTimer(var process, var id) -> timersOf(process).remove(id);
            case FireTimer(var timer) -> timersOf(timer.process()).remove(timer.id());
        }
    }

    private void park(ParkedEvent event) {
        parked.putIfAbsent(new Place(event.upstream(), event.position()), event);
    }

    private Timers timersOf(String process) {
        return timers.computeIfAbsent(process, absent -> new Timers());
    }

    boolean isParked(String upstream, long position) {
        return parked.containsKey(new Place(upstream, position));
    }

    @Nullable Timer timer(String process, String id) {
        Timers all = timers.get(process);
        return all == null ? null : all.byId().get(id);
    }

    List<ParkedEvent> parked(String upstream, long after, int limit) {
        return parkedAfter(upstream, after).stream().limit(limit).toList();
    }

    List<String> parkedKeys(String upstream) {
        return parkedAfter(upstream, 0).stream()
                .map(ParkedEvent::key)
                .distinct()
                .sorted(Text::compare)
                .toList();
    }

    boolean isParked(String upstream, String key) {
        return parkedAfter(upstream, 0).stream().anyMatch(event -> event.key().equals(key));
    }

    long countParked(String upstream) {
        return parkedAfter(upstream, 0).size();
    }

    private Collection<ParkedEvent> parkedAfter(String upstream, long after) {
        return parked.subMap(
                        new Place(upstream, after),
                        false,
                        new Place(upstream, Long.MAX_VALUE),
                        true)
                .values();
    }

    List<Timer> dueTimers(String process, Instant until, int limit) {
        return inOrder(process).stream()
                .takeWhile(timer -> !timer.dueOn().isAfter(until))
                .limit(limit)
                .toList();
    }

    Optional<Instant> nextTimer(String process) {
        return inOrder(process).stream().findFirst().map(Timer::dueOn);
    }

    private Collection<Timer> inOrder(String process) {
        Timers all = timers.get(process);
        return all == null ? List.of() : all.inOrder();
    }
}
