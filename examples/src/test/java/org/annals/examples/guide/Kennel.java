package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Uuids;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A kennel at a place, of which there is one: its id is derived from the place. */
public final class Kennel extends Aggregate<Kennel.Event> {
    public sealed interface Event {
        record Opened(String place, int room) implements Event {}

        record DogTaken(String dogId) implements Event {}

        record DogReleased(String dogId) implements Event {}
    }

    /** The domain's own refusal. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException(String kennelId) {
            super("Kennel '%s' is full. Choose another one.".formatted(kennelId));
        }
    }

    public static final AggregateType<Kennel> TYPE = AggregateType.of(Kennel.class, Kennel::new);

    private final Set<String> dogIds = new LinkedHashSet<>();
    private int room;

    // @start region="ids"
    private Kennel() {}

    private Kennel(String id) {
        super(id);
    }

    public static String idOf(String place) {
        return Uuids.nameBased(Uuids.NAMESPACE_URL, "/kennels/" + place).toString();
    }

    public static Kennel open(String place, int room) {
        var kennel = new Kennel(idOf(place));
        kennel.trigger(new Event.Opened(place, room));
        return kennel;
    }

    // @end

    // @start region="decide"
    public void take(String dogId) {
        if (dogIds.contains(dogId)) {
            return;
        }
        if (dogIds.size() == room) {
            throw new FullException(id());
        }
        trigger(new Event.DogTaken(dogId), EventDetails.tagged(EventTag.of("dog", dogId)));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Opened opened -> room = opened.room();
            case Event.DogTaken(var dogId) -> dogIds.add(dogId);
            case Event.DogReleased(var dogId) -> dogIds.remove(dogId);
        }
    }

    // @end

    // @start region="time"
    public void release(String dogId, Instant when) {
        trigger(new Event.DogReleased(dogId), EventDetails.at(when));
    }

    // @end

    public void release(String dogId) {
        trigger(new Event.DogReleased(dogId));
    }

    public Set<String> dogIds() {
        return Set.copyOf(dogIds);
    }
}
