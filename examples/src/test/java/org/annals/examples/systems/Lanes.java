package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Recordable;
import org.annals.following.Partitions;
import org.annals.following.SequenceKey;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A system that passes on what moves in lanes: in order in each, and side by side. */
final class Lanes {
    static final int COUNT = 12;
    static final Partitions PARTITIONS = Partitions.of(6, SequenceKey.byTag("lane"));
    static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(Source.class, Source::new),
                            Node.node(Sink.class, Sink::new)));

    private Lanes() {}

    record Moved(int lane, int number) {}

    private static DomainEvent<Moved> moved(int lane, int number) {
        var tag = EventTag.of("lane", Integer.toString(lane));
        return DomainEvent.of(new Moved(lane, number), EventDetails.tagged(tag));
    }

    /** Where things move. */
    static final class Source extends Application {
        Source(Settings settings) {
            super(settings, EventTypes.of(Moved.class));
        }

        void move(int from, int to) {
            List<Recordable> events = new ArrayList<>();
            for (int number = from; number <= to; number++) {
                for (int lane = 0; lane < COUNT; lane++) {
                    events.add(moved(lane, number));
                }
            }
            save(events.toArray(Recordable[]::new));
        }
    }

    /** Notes what has moved. */
    static final class Sink extends ProcessApplication {
        Sink(Settings settings) {
            super(settings, EventTypes.of(Moved.class));
        }

        @Override
        protected Partitions partitions() {
            return PARTITIONS;
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            var moved = (Moved) event.event();
            processing.collect(moved(moved.lane(), moved.number()));
        }

        /** Returns the numbers of each lane, in the order of the log. */
        Map<Integer, List<Integer>> lanes() {
            Map<Integer, List<Integer>> lanes = new TreeMap<>();
            try (Stream<Moved> all =
                    events().read(LogSelection.all())
                            .map(each -> (Moved) each.domainEvent().event())) {
                all.forEach(
                        each ->
                                lanes.computeIfAbsent(each.lane(), lane -> new ArrayList<>())
                                        .add(each.number()));
            }
            return lanes;
        }
    }
}
