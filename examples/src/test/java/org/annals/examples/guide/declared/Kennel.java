package org.annals.examples.guide.declared;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateId;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.On;
import org.annals.domain.Tag;
import org.annals.domain.Uuids;
import org.annals.examples.guide.declared.KennelEvent.Opened;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A house for dogs. For one thread. */
// @start region="state"
@EventSourced(state = Kennel.State.class)
public abstract class Kennel extends Aggregate<KennelEvent> {
    record State(String place, int room, List<String> dogIds) {}

    // @end

    // @start region="own"
    /** A dog left, for somebody. */
    public record DogReleased(@Tag("dog") String dogId, String to) implements KennelEvent {
        /**
         * @throws IllegalArgumentException if nobody takes it
         */
        public DogReleased {
            if (to.isBlank()) {
                throw new IllegalArgumentException("A dog is released to somebody. Name them.");
            }
        }
    }

    /** Somebody has counted; recorded by an earlier release. */
    public record Counted(int dogs, LocalDate on) implements KennelEvent {}

    // @end

    private final String place;
    private final List<String> dogIds = new ArrayList<>();
    private int room;

    // @start region="ids"
    @Event("Opened")
    Kennel(String place, int room) {
        super(idOf(place));
        this.place = place;
        this.room = room;
    }

    @Event("Founded")
    Kennel(@AggregateId String id, LocalDate on) {
        super(id);
        this.place = "built " + on;
        this.room = 1;
    }

    // @end

    // @start region="made"
    Kennel(State state) {
        place = state.place();
        room = state.room();
        dogIds.addAll(state.dogIds());
    }

    State state() {
        return new State(place, room, List.copyOf(dogIds));
    }

    // @end

    static String idOf(String place) {
        return Uuids.nameBased(Uuids.NAMESPACE_URL, "/kennels/" + place).toString();
    }

    /** Returns the event with which kennels began that were opened by hand. */
    static Opened opened(String place, int room) {
        return new Opened(place, room);
    }

    // @start region="check"
    public void take(String dogId) {
        if (dogIds.contains(dogId)) {
            return;
        }
        if (dogIds.size() == room) {
            throw new FullException(id());
        }
        dogTaken(dogId);
    }

    @Event
    void dogTaken(@Tag("dog") String dogId) {
        dogIds.add(dogId);
    }

    // @end

    // @start region="bodies"
    @Event(of = DogReleased.class)
    public void release(String dogId, String to) {
        dogIds.remove(dogId);
    }

    @On(Counted.class)
    void counted(int dogs) {
        room = Math.max(room, dogs);
    }

    @Event(version = 2, aliases = "Kennel.Enlarged")
    public void extended(int room) {
        this.room = room;
    }

    @Event(replayOnly = true)
    void painted(String colour) {}

    // @end

    int room() {
        return room;
    }

    List<String> dogIds() {
        return List.copyOf(dogIds);
    }
}
