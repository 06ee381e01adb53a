package org.annals.persistence;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Walks a log page by page, and adds the tags that its events lack. May be shared. */
record TagFiller(TagFilling filling, FilledKeys filled, Mapper mapper, Recorder recorder) {
    /** Adds a page's tags. */
    @FunctionalInterface
    private interface Step {
        /** Returns the progress after the page. */
        FillProgress take(FillProgress before, LogPage page, List<AddedTags> added);
    }

    FillProgress fill(Consumer<? super FillProgress> listener) {
        Set<String> keys = filled.unfinished();
        long place = filled.place();
        if (keys.isEmpty()) {
            return new FillProgress(place, recorder.head(), 0);
        }
        FillProgress last = walk(place, keys, this::addAndMove, listener);
        filled.finish(keys, last.position());
        return last;
    }

    FillProgress fillAgain(long after, Consumer<? super FillProgress> listener) {
        Positions.requireNotNegative(after, "after");
        return walk(after, filling.keys(), this::add, listener);
    }

    private FillProgress walk(
            long after,
            Collection<String> keys,
            Step step,
            Consumer<? super FillProgress> listener) {
        var progress = new FillProgress(after, 0, 0);
        do {
            LogPage page = recorder.readLog(LogSelection.all().after(progress.position()));
            progress =
                    page.scannedTo() > progress.position()
                            ? step.take(progress, page, missing(page, keys))
                            : new FillProgress(progress.position(), page.head(), progress.events());
            listener.accept(progress);
        } while (progress.position() < progress.head());
        return progress;
    }

    private List<AddedTags> missing(LogPage page, Collection<String> keys) {
        List<AddedTags> added = new ArrayList<>();
        for (Notification each : page.notifications()) {
            Set<EventTag> tags = new HashSet<>();
            for (DomainEvent<?> event : mapper.toDomain(each)) {
                tags.addAll(filling.tags(keys, event));
            }
            each.storedEvent().tags().forEach(tags::remove);
            if (!tags.isEmpty()) {
                added.add(new AddedTags(each.position(), tags));
            }
        }
        return added;
    }

    private FillProgress addAndMove(FillProgress before, LogPage page, List<AddedTags> added) {
        try {
            recorder.addTags(added, filled.placeAt(page.scannedTo()));
            return after(page, before.events() + added.size());
        } catch (TrackingConflictException e) {
            // Another process fills as well, and is ahead.
            return new FillProgress(filled.place(), page.head(), before.events());
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
