package org.annals.examples.selftest;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A recorder whose subscriptions break their promise at the tenth event. */
final class CrookedRecorder implements LogRecorder {
    private static final int TENTH = 10;

    private final MemoryRecorder recorder;
    private final Crime crime;
    private final List<Subscription<Notification>> subscriptions = new ArrayList<>();

    /** What becomes of the tenth event. */
    enum Crime {
        NONE,
        LEFT_OUT,
        GIVEN_TWICE,
        THE_END,
        AN_OUTAGE
    }

    CrookedRecorder(MemoryRecorder recorder, Crime crime) {
        this.recorder = recorder;
        this.crime = crime;
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        Subscription<Notification> honest = recorder.subscribe(selection);
        subscriptions.add(honest);
        return new Subscription<>() {
            @Override
            public Iterator<Notification> iterator() {
                return new Crooked(honest.iterator());
            }

            @Override
            public void stop() {
                honest.stop();
            }
        };
    }

    /** Nobody here follows it so. */
    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        return recorder.subscribePages(selection);
    }

    private final class Crooked implements Iterator<Notification> {
        private final Iterator<Notification> honest;
        private @Nullable Notification last;
        private int count;

        private Crooked(Iterator<Notification> honest) {
            this.honest = honest;
        }

        @Override
        public boolean hasNext() {
            boolean isDue = count == TENTH - 1;
            if (isDue && crime == Crime.AN_OUTAGE) {
                throw new RecorderUnavailableException("Away.", null);
            }
            if (isDue && crime == Crime.LEFT_OUT && honest.hasNext()) {
                honest.next();
                count++;
            }
            return !(isDue && crime == Crime.THE_END) && honest.hasNext();
        }

        @Override
        public Notification next() {
            count++;
            Notification former = last;
            if (crime == Crime.GIVEN_TWICE && count == TENTH + 1 && former != null) {
                return former;
            }
            Notification next = honest.next();
            last = next;
            return next;
        }
    }

    @Override
    public AppendReceipt append(List<StoredEvent> events) {
        return recorder.append(events);
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return recorder.readAggregate(selection);
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return recorder.readLog(selection);
    }

    @Override
    public long head() {
        return recorder.head();
    }

    @Override
    public LogIdentity identity() {
        return recorder.identity();
    }

    /** Ends the subscriptions, and not the recorder, which others share. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::stop);
    }
}
