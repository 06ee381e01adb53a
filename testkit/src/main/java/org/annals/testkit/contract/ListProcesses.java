package org.annals.testkit.contract;

import org.annals.domain.Text;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ParkedKeyGoneException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Timer;
import org.annals.persistence.TimerGoneException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parked events and timers of a {@link ListRecorder}, in no order. Each step is a method of its
 * own, so that a mutant can get one of them wrong. For whoever holds the lock of the store.
 */
class ListProcesses {
    final ListStore store;

    ListProcesses(ListStore store) {
        this.store = store;
    }

    /** Makes all changes, or throws and makes none. */
    void change(List<ProcessChange> changes) {
        List<ParkedEvent> parkedBefore = List.copyOf(store.parked);
        List<Timer> timersBefore = List.copyOf(store.timers);
        try {
            changes.forEach(this::make);
        } catch (RuntimeException refused) {
            restore(parkedBefore, timersBefore);
            throw refused;
        }
    }

    /** Makes things as they were, since the append is refused. */
    void restore(List<ParkedEvent> parked, List<Timer> timers) {
        store.parked.clear();
        store.parked.addAll(parked);
        store.timers.clear();
        store.timers.addAll(timers);
    }

    void make(ProcessChange change) {
        switch (change) {
            case Park(var event) -> park(event);
            case ParkBehind(var event) -> parkBehind(event);
            case Unpark(var upstream, var position) -> unpark(upstream, position);
            case SetTimer(var timer) -> set(timer);
            case CancelTimer(var process, var id) -> cancel(process, id);
            case FireTimer(var timer) -> fire(timer);
        }
    }

    void park(ParkedEvent event) {
        if (store.parked.stream()
                .noneMatch(each -> isAt(each, event.upstream(), event.position()))) {
            store.parked.add(keeping(event));
        }
    }

    void parkBehind(ParkedEvent event) {
        if (parked(event.upstream()).noneMatch(each -> each.key().equals(event.key()))) {
            throw new ParkedKeyGoneException(event.upstream(), event.key());
        }
        park(event);
    }

    /** Returns what is kept of a parked event. */
    ParkedEvent keeping(ParkedEvent event) {
        return event;
    }

    boolean isAt(ParkedEvent event, String upstream, long position) {
        return event.upstream().equals(upstream) && event.position() == position;
    }

    void unpark(String upstream, long position) {
        if (!store.parked.removeIf(each -> isAt(each, upstream, position))) {
            throw new ParkedEventGoneException(upstream, position);
        }
    }

    void set(Timer timer) {
        store.timers.removeIf(each -> isOf(each, timer.process(), timer.id()));
        store.timers.add(timer);
    }

    void cancel(String process, String id) {
        store.timers.removeIf(each -> isOf(each, process, id));
    }

    void fire(Timer timer) {
        if (!store.timers.removeIf(each -> isSame(each, timer))) {
            throw new TimerGoneException(timer);
        }
    }

    boolean isOf(Timer timer, String process, String id) {
        return timer.process().equals(process) && timer.id().equals(id);
    }

    boolean isSame(Timer set, Timer given) {
        return set.equals(given);
    }

    List<ParkedEvent> parked(String upstream, long after, int limit) {
        return parked(upstream)
                .filter(event -> event.position() > after)
                .sorted(Comparator.comparingLong(ParkedEvent::position))
                .limit(limit)
                .toList();
    }

    Stream<ParkedEvent> parked(String upstream) {
        return store.parked.stream().filter(event -> event.upstream().equals(upstream));
    }

    List<String> parkedKeys(String upstream) {
        return parked(upstream).map(ParkedEvent::key).distinct().sorted(Text::compare).toList();
    }

    boolean isParked(String upstream, String key) {
        return parked(upstream).anyMatch(event -> event.key().equals(key));
    }

    long countParked(String upstream) {
        return parked(upstream).count();
    }

    List<Timer> dueTimers(String process, Instant until, int limit) {
        List<Timer> due =
                new ArrayList<>(timers(process).filter(each -> isDue(each, until)).toList());
        due.sort(order());
        return List.copyOf(due.subList(0, Math.min(due.size(), limit)));
    }

    boolean isDue(Timer timer, Instant until) {
        return !timer.dueOn().isAfter(until);
    }

    Comparator<Timer> order() {
        return Comparator.comparing(Timer::dueOn).thenComparing(Timer::id, Text::compare);
    }

    Optional<Instant> nextTimer(String process) {
        return timers(process).map(Timer::dueOn).min(Comparator.naturalOrder());
    }

    Stream<Timer> timers(String process) {
        return store.timers.stream().filter(timer -> timer.process().equals(process));
    }
}
