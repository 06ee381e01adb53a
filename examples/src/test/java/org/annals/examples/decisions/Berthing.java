package org.annals.examples.decisions;

import org.annals.dcb.Boundary;
import org.annals.domain.Decider;
import org.annals.domain.EventTag;
import org.annals.domain.Metadata;
import org.annals.examples.decisions.HarbourEvent.BerthOpened;
import org.annals.examples.decisions.HarbourEvent.ShipLeft;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;

import java.util.List;

/** The rule of a berth's places, as a pure function. */
public final class Berthing {
    static final Decider<ShipMoored, Places, HarbourEvent> DECIDER =
            Decider.of(new Places(0, 0, ""), Berthing::decide, Berthing::evolve);

    /** What is open, and taken, and who said so last. */
    public record Places(int open, int taken, String clerk) {}

    private Berthing() {}

    static Boundary of(String berthId) {
        return Boundary.of(EventTag.of("berth", berthId))
                .ofTypes(BerthOpened.class, ShipMoored.class, ShipLeft.class);
    }

    private static List<HarbourEvent> decide(ShipMoored wanted, Places places) {
        if (places.open() == places.taken()) {
            throw new BerthFullException(wanted.berthId());
        }
        return List.of(wanted);
    }

    private static Places evolve(Places places, HarbourEvent event) {
        String clerk = Metadata.current().getOrDefault("clerk", "?");
        return switch (event) {
            case BerthOpened e -> new Places(places.open() + e.places(), places.taken(), clerk);
            case ShipMoored e -> new Places(places.open(), places.taken() + 1, clerk);
            case ShipLeft e -> new Places(places.open(), places.taken() - 1, clerk);
            default -> throw new IllegalArgumentException(event + " is not about places");
        };
    }
}
