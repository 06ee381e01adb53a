package org.annals.examples.decisions;

import org.annals.domain.EventType;
import org.annals.domain.Tag;

/** What happens to ships and berths. */
public sealed interface HarbourEvent {
    record BerthOpened(@Tag("berth") String berthId, int places) implements HarbourEvent {}

    record ShipRegistered(@Tag("ship") String shipId, String name) implements HarbourEvent {}

    record ShipRenamed(@Tag("ship") String shipId, String name) implements HarbourEvent {}

    @EventType(version = 2, aliases = "Harbour.Docked")
    record ShipMoored(@Tag("ship") String shipId, @Tag("berth") String berthId, int nights)
            implements HarbourEvent {}

    record ShipLeft(@Tag("ship") String shipId, @Tag("berth") String berthId)
            implements HarbourEvent {}
}
