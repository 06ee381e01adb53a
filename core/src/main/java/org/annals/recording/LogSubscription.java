package org.annals.recording;

import org.annals.persistence.LogPage;
import org.annals.persistence.Notification;
import org.annals.persistence.Subscription;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** A subscription event by event over one that goes page by page. */
record LogSubscription(PageSubscription pages) implements Subscription<Notification> {
    @Override
    public Iterator<Notification> iterator() {
        return new Deliveries(pages.iterator());
    }

    @Override
    public void stop() {
        pages.stop();
    }

    @Override
    public String toString() {
        return pages.toString();
    }

    private final class Deliveries implements Iterator<Notification> {
        private final Iterator<LogPage> rest;
        private final Queue<Notification> buffer = new ArrayDeque<>();
        private boolean promised;

        Deliveries(Iterator<LogPage> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            promised = false;
            while (!pages.isOver()) {
                if (!buffer.isEmpty()) {
                    promised = true;
                    return true;
                }
                if (!rest.hasNext()) {
                    return false;
                }
                buffer.addAll(rest.next().notifications());
            }
            return false;
        }

        /** What was promised is delivered, whoever stops the subscription in between. */
        @Override
        public Notification next() {
            if (!promised && !hasNext()) {
                throw new NoSuchElementException("The subscription has ended.");
            }
            promised = false;
            return buffer.remove();
        }
    }
}
