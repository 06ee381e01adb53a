package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a notification log to its end, as it was when that was reached, by sections or by pages.
 * Immutable.
 *
 * {@snippet class="org.annals.following.NotificationLogReaderTest" region="read"}
 */
public final class NotificationLogReader {
    private final NotificationLog log;

    /** Makes a reader. */
    public NotificationLogReader(NotificationLog log) {
        this.log = requireNonNull(log, "log");
    }

    /**
     * Returns the notifications from a position on, that one included, by following linked
     * sections, each of which is read when it is needed.
     *
     * @throws IllegalArgumentException if the position is negative
     */
    public Stream<Notification> read(long start) {
        LogSelection.all().from(start);
        long first = Math.max(1, start);
        var sections = new Sections("%d,%d".formatted(first, first + log.sectionSize() - 1));
        return stream(sections.buffer, sections::advance);
    }

    /** Returns the selected notifications, page by page, each of which is read when needed. */
    public Stream<Notification> read(LogSelection selection) {
        var pages = new Pages(selection);
        return stream(pages.buffer, pages::advance);
    }

    private static Stream<Notification> stream(Queue<Notification> buffer, BooleanSupplier more) {
        var items = new Items(buffer, more);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        items, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    private record Items(Queue<Notification> buffer, BooleanSupplier more)
            implements Iterator<Notification> {
        @Override
        public boolean hasNext() {
            return !buffer.isEmpty() || more.getAsBoolean();
        }

        @Override
        public Notification next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The log was read to its end.");
            }
            return buffer.remove();
        }
    }

    private final class Sections {
        private final Queue<Notification> buffer = new ArrayDeque<>();
        private String nextId;

        Sections(String firstId) {
            this.nextId = firstId;
        }

        boolean advance() {
            if (!nextId.isEmpty()) {
                Section section = log.section(nextId);
                buffer.addAll(section.items());
                nextId = section.nextId();
            }
            return !buffer.isEmpty();
        }
    }

    private final class Pages {
        private final Queue<Notification> buffer = new ArrayDeque<>();
        private LogSelection rest;
        private boolean isOver;

        Pages(LogSelection selection) {
            this.rest = selection;
        }

        boolean advance() {
            while (buffer.isEmpty() && !isOver) {
                LogPage page = log.pull(rest);
                buffer.addAll(page.notifications());
                LogSelection beyond = rest.beyond(page);
                isOver = beyond.after() >= Math.min(page.head(), beyond.upTo());
                rest = beyond;
            }
            return !buffer.isEmpty();
        }
    }
}
