package org.annals.testkit.scenario;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.dcb.QuerySlice;
import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.domain.Tag;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Seats of shows that are booked, over boundaries of all kinds. */
final class Seats {
    private Seats() {}

    sealed interface Event {
        record ShowAnnounced(@Tag("show") String show, int seats) implements Event {}

        record ShowRenamed(@Tag("show") String show, String title) implements Event {}

        record SeatBooked(@Tag("show") String show, @Tag("guest") String guest) implements Event {}
    }

    /** There is no seat left. */
    static final class SoldOutException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static EventTag show(String name) {
        return EventTag.of("show", name);
    }

    static final class Book extends Slice<Event> {
        private final String show;
        private final String guest;
        int left;

        Book(String show, String guest) {
            this.show = show;
            this.guest = guest;
            boundary(show(show))
                    .on(Event.ShowAnnounced.class, e -> left = e.seats())
                    .on(Event.SeatBooked.class, e -> left--);
        }

        @Override
        protected void execute() {
            if (left == 0) {
                throw new SoldOutException();
            }
            trigger(new Event.SeatBooked(show, guest));
        }
    }

    static final class Announce extends Slice<Event> {
        private final String show;

        Announce(String show) {
            this.show = show;
            boundary(show(show)).never(Event.ShowAnnounced.class);
        }

        @Override
        protected void execute() {
            trigger(new Event.ShowAnnounced(show, 1));
        }
    }

    /** Has the boundary that it is given, and books. */
    static final class Careless extends Slice<Event> {
        Careless(Consumer<Careless> constructor) {
            constructor.accept(this);
        }

        void within(EventTag... tags) {
            boundary(tags).on(Event.ShowAnnounced.class, e -> {});
        }

        @Override
        protected void execute() {
            trigger(new Event.SeatBooked("circus", "anna"));
        }
    }

    static final class GuestsOf extends QuerySlice<Event> {
        final List<String> guests = new ArrayList<>();

        GuestsOf(String show) {
            boundary(show(show)).on(Event.SeatBooked.class, e -> guests.add(e.guest()));
        }
    }

    static final class Show extends EnduringObject<Event> {
        static final EnduringType<Show> TYPE =
                EnduringType.of(Show.class, Event.ShowAnnounced.class, Show::new);

        private String title = "";

        private Show() {
            super(TYPE);
        }

        static Show announce(int seats) {
            var show = new Show();
            show.trigger(new Event.ShowAnnounced(show.id(), seats));
            return show;
        }

        void rename(String newTitle) {
            if (newTitle.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
            trigger(new Event.ShowRenamed(id(), newTitle));
        }

        @Override
        protected void apply(Event event) {
            if (event instanceof Event.ShowRenamed renamed) {
                title = renamed.title();
            }
        }

        String title() {
            return title;
        }
    }
}
