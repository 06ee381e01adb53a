package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Direction;
import org.annals.persistence.StoredEvent;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Streams one aggregate's events page by page. Versions have no holes and never change, so nothing
 * is held between two pages.
 */
public final class AggregatePages {
    private static final int PAGE = 500;

    private AggregatePages() {}

    /** Reads one page of an aggregate's events. */
    @FunctionalInterface
    public interface PageReader {
        /**
         * Returns the first selected events, at most as many as the selection's limit and one at
         * least if there is one, and whether there may be more.
         */
        VersionPage read(AggregateSelection selection);
    }

    /** Some events of an aggregate in the selection's direction. */
    public record VersionPage(List<StoredEvent> events, boolean mayHaveMore) {}

    /** Returns the selected events, each page read when it is needed. */
    public static Stream<StoredEvent> stream(AggregateSelection selection, PageReader reader) {
        requireNonNull(selection, "selection");
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Pages(selection, reader), traits),
                traits,
                false);
    }

    private static final class Pages implements Iterator<StoredEvent> {
        private final PageReader reader;
        private final Queue<StoredEvent> page = new ArrayDeque<>();
        private AggregateSelection rest;
        private boolean mayHaveMore = true;

        Pages(AggregateSelection selection, PageReader reader) {
            this.rest = selection;
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && mayHaveMore && rest.limit() > 0) {
                VersionPage next = reader.read(rest.limit(Math.min(rest.limit(), PAGE)));
                page.addAll(next.events());
                mayHaveMore = next.mayHaveMore() && !page.isEmpty();
                if (mayHaveMore) {
                    rest = beyond(next.events()).limit(rest.limit() - page.size());
                }
            }
            return !page.isEmpty();
        }

        @Override
        public StoredEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException("All selected events have been read.");
            }
            return page.remove();
        }

        private AggregateSelection beyond(List<StoredEvent> read) {
            Origin last = read.getLast().origin();
            if (last == null) {
                throw new IllegalStateException("An aggregate's event has no version.");
            }
            return rest.direction() == Direction.FORWARDS
                    ? rest.after(last.version())
                    : rest.upTo(last.version() - 1);
        }
    }
}
