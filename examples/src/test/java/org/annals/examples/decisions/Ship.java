package org.annals.examples.decisions;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.examples.decisions.HarbourEvent.ShipLeft;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;
import org.annals.examples.decisions.HarbourEvent.ShipRegistered;
import org.annals.examples.decisions.HarbourEvent.ShipRenamed;

import java.util.ArrayList;
import java.util.List;

/** A ship, which knows where it was and who recorded it. */
public final class Ship extends EnduringObject<HarbourEvent> {
    public record State(String name, List<String> visits, List<String> clerks) {}

    public static final EnduringType<Ship> TYPE =
            EnduringType.of(Ship.class, ShipRegistered.class, Ship::new)
                    .withState(State.class, Ship::state, Ship::new);

    private String name = "";
    private final List<String> visits = new ArrayList<>();
    private final List<String> clerks = new ArrayList<>();

    private Ship() {
        super(TYPE);
    }

    private Ship(String id) {
        super(TYPE, id);
    }

    private Ship(State state) {
        super(TYPE);
        name = state.name();
        visits.addAll(state.visits());
        clerks.addAll(state.clerks());
    }

    static Ship register(String name) {
        var ship = new Ship();
        ship.trigger(new ShipRegistered(ship.id(), name));
        return ship;
    }

    static Ship register(String id, String name) {
        var ship = new Ship(id);
        ship.trigger(new ShipRegistered(id, name));
        return ship;
    }

    void rename(String newName) {
        trigger(new ShipRenamed(id(), newName));
    }

    void moor(String berthId, EventDetails details) {
        trigger(new ShipMoored(id(), berthId, 1), details);
    }

    @Override
    protected void apply(HarbourEvent event) {
        switch (event) {
            case ShipRegistered e -> name = e.name();
            case ShipRenamed e -> name = e.name();
            case ShipMoored e -> visits.add(e.berthId());
            case ShipLeft e -> visits.add("sea");
            case HarbourEvent.BerthOpened e -> {}
        }
        clerks.add(Metadata.current().getOrDefault("clerk", "?"));
    }

    State state() {
        return new State(name, List.copyOf(visits), List.copyOf(clerks));
    }
}
