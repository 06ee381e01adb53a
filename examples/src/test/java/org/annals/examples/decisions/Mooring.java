package org.annals.examples.decisions;

import org.annals.dcb.Group;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;

import java.util.NoSuchElementException;
import java.util.Optional;

/** A ship and a berth. */
public final class Mooring extends Group<HarbourEvent> {
    private final Ship ship;
    private final Berth berth;

    Mooring(Optional<Ship> ship, Optional<Berth> berth) {
        this.ship = member(ship.orElseThrow(() -> new NoSuchElementException("ship")));
        this.berth = member(berth.orElseThrow(() -> new NoSuchElementException("berth")));
    }

    void moor(int nights) {
        trigger(new ShipMoored(ship.id(), berth.id(), nights));
    }

    Ship ship() {
        return ship;
    }

    Berth berth() {
        return berth;
    }
}
