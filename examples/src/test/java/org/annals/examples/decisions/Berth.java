package org.annals.examples.decisions;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.examples.decisions.HarbourEvent.BerthOpened;
import org.annals.examples.decisions.HarbourEvent.ShipLeft;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;

import java.util.ArrayList;
import java.util.List;

/** A berth with some places. It has no state of its own, so that a cache keeps its events. */
public final class Berth extends EnduringObject<HarbourEvent> {
    public static final EnduringType<Berth> TYPE =
            EnduringType.of(Berth.class, BerthOpened.class, Berth::new);

    private int places;
    private final List<String> ships = new ArrayList<>();

    private Berth() {
        super(TYPE);
    }

    private Berth(String id) {
        super(TYPE, id);
    }

    static Berth open(String id, int places) {
        var berth = new Berth(id);
        berth.trigger(new BerthOpened(id, places));
        return berth;
    }

    void extend(int more) {
        trigger(new BerthOpened(id(), more));
    }

    @Override
    protected void apply(HarbourEvent event) {
        switch (event) {
            case BerthOpened e -> places += e.places();
            case ShipMoored e -> {
                if (e.berthId().equals(id())) {
                    ships.add(e.shipId());
                }
            }
            case ShipLeft e -> {
                if (e.berthId().equals(id())) {
                    ships.remove(e.shipId());
                }
            }
            default -> {}
        }
    }

    @Override
    protected void check(HarbourEvent event) {
        boolean moors = event instanceof ShipMoored moored && moored.berthId().equals(id());
        if (moors && ships.size() >= places) {
            throw new BerthFullException(id());
        }
    }

    List<String> ships() {
        return List.copyOf(ships);
    }

    int places() {
        return places;
    }
}
