package org.annals.persistence;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Walks a log page by page, and adds the tags that its events lack. May be shared. */
record TagFiller(TagFilling filling, FilledKeys filled, Mapper mapper, Recorder recorder) {
    /** Adds a page's tags. */
    @FunctionalInterface
    private interface Step {
        /** Returns the progress after the page. */
        FillProgress take(FillProgress before, LogPage page, List<AddedTags> added);
    }

    FillProgress fill(Consumer<? super FillProgress> listener) {
        Unfilled rest = filled.toFill();
        if (rest.isEmpty()) {
            return new FillProgress(0, recorder.head(), 0);
        }
        String place = rest.place();
        FillProgress last =
                walk(
                        recorder.trackedPosition(place),
                        rest.units(),
                        (before, page, added) -> addAndMove(place, before, page, added),
                        listener);
        filled.finish(rest.units(), last.position());
        return last;
    }

    FillProgress fillAgain(long after, Consumer<? super FillProgress> listener) {
        Positions.requireNotNegative(after, "after");
        return walk(after, filling.units(mapper.types()), this::add, listener);
    }

    private FillProgress walk(
            long after,
            Collection<FillUnit> units,
            Step step,
            Consumer<? super FillProgress> listener) {
        Map<String, Set<String>> keys = new HashMap<>();
        var progress = new FillProgress(after, 0, 0);
        do {
            LogPage page = recorder.readLog(LogSelection.all().after(progress.position()));
            List<AddedTags> added = new ArrayList<>();
            for (Notification each : page.notifications()) {
                Set<EventTag> missing =
                        missing(
                                each,
                                keys.computeIfAbsent(
                                        each.storedEvent().type(), type -> keys(units, type)));
                if (!missing.isEmpty()) {
                    added.add(new AddedTags(each.position(), missing));
                }
            }
            progress =
                    page.scannedTo() > progress.position()
                            ? step.take(progress, page, added)
                            : new FillProgress(progress.position(), page.head(), progress.events());
            listener.accept(progress);
        } while (progress.position() < progress.head());
        return progress;
    }

    private static Set<String> keys(Collection<FillUnit> units, String type) {
        return units.stream()
                .filter(unit -> unit.has(type))
                .map(FillUnit::key)
                .collect(Collectors.toSet());
    }

    private Set<EventTag> missing(Notification recorded, Set<String> keys) {
        Set<EventTag> tags = new HashSet<>();
        if (!keys.isEmpty()) {
            for (DomainEvent<?> event : mapper.toDomain(recorded)) {
                tags.addAll(filling.tags(keys, event));
            }
            recorded.storedEvent().tags().forEach(tags::remove);
        }
        return tags;
    }

    private FillProgress addAndMove(
            String place, FillProgress before, LogPage page, List<AddedTags> added) {
        try {
            recorder.addTags(added, Tracking.of(place, page.scannedTo()));
            return after(page, before.events() + added.size());
        } catch (TrackingConflictException e) {
            // Another process fills as well, and is ahead.
            return new FillProgress(recorder.trackedPosition(place), page.head(), before.events());
        }
    }

    private FillProgress add(FillProgress before, LogPage page, List<AddedTags> added) {
        if (!added.isEmpty()) {
            recorder.addTags(added);
        }
        return after(page, before.events() + added.size());
    }

    private static FillProgress after(LogPage page, long events) {
        return new FillProgress(page.scannedTo(), page.head(), events);
    }
}
