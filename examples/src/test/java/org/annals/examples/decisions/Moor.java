package org.annals.examples.decisions;

import org.annals.dcb.Slice;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Metadata;
import org.annals.examples.decisions.HarbourEvent.BerthOpened;
import org.annals.examples.decisions.HarbourEvent.ShipLeft;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;
import org.annals.examples.decisions.HarbourEvent.ShipRegistered;

import java.util.ArrayList;
import java.util.List;

/** Moors a ship, which is known, at a berth that has a place. */
final class Moor extends Slice<HarbourEvent> {
    private final String shipId;
    private final String berthId;
    private final EventTag[] more;
    private final List<Integer> nights = new ArrayList<>();
    private final List<String> clerks = new ArrayList<>();
    private int attempts;
    private boolean known;
    private int places;

    Moor(String shipId, String berthId, EventTag... more) {
        this.shipId = shipId;
        this.berthId = berthId;
        this.more = more.clone();
        boundary(EventTag.of("ship", shipId)).on(ShipRegistered.class, e -> known = true);
        boundary(EventTag.of("berth", berthId))
                .on(BerthOpened.class, e -> places += e.places())
                .on(ShipMoored.class, this::moored)
                .on(ShipLeft.class, e -> places += e.berthId().equals(this.berthId) ? 1 : 0);
    }

    private void moored(ShipMoored event) {
        places -= event.berthId().equals(berthId) ? 1 : 0;
        nights.add(event.nights());
        clerks.add(Metadata.current().getOrDefault("clerk", "?"));
    }

    @Override
    protected void execute() {
        attempts++;
        if (!known) {
            throw new IllegalStateException("Nobody knows the ship " + shipId);
        }
        if (places == 0) {
            throw new BerthFullException(berthId);
        }
        trigger(new ShipMoored(shipId, berthId, 1), EventDetails.tagged(more));
    }

    int attempts() {
        return attempts;
    }

    /** Returns the nights of all that moored, in order. */
    List<Integer> nights() {
        return List.copyOf(nights);
    }

    /** Returns who recorded these. */
    List<String> clerks() {
        return List.copyOf(clerks);
    }
}
