package org.annals.examples.decisions;

import org.annals.domain.EventType;
import org.annals.domain.Tag;

/** What happened to ships in an earlier release. */
public sealed interface EarlierEvent {
    /** Became a {@link HarbourEvent.ShipMoored}, of a night. */
    @EventType(name = "Harbour.Docked")
    record Docked(@Tag("ship") String ship, @Tag("berth") String berth) implements EarlierEvent {}

    /** Became a {@link HarbourEvent.ShipLeft} and a {@link HarbourEvent.ShipMoored}. */
    @EventType(name = "Harbour.ShipMoved")
    record Moved(@Tag("ship") String ship, @Tag("berth") String from, @Tag("berth") String to)
            implements EarlierEvent {}
}
