package org.annals.examples.decisions;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Upcast;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.Settings;

import java.util.Arrays;
import java.util.stream.Stream;

/** Ships and berths, with what an earlier release recorded of them. */
public class Harbour extends Application {
    private static final Upcasters HISTORY =
            Upcasters.of(
                    Upcaster.of(
                            "Harbour.ShipMoored",
                            1,
                            event ->
                                    event.rename("ship", "shipId")
                                            .rename("berth", "berthId")
                                            .put("nights", 1)),
                    Upcaster.splitting(
                            "Harbour.ShipMoved",
                            1,
                            Upcast.into(
                                    "Harbour.ShipLeft",
                                    1,
                                    event ->
                                            event.keep("ship", "from")
                                                    .rename("ship", "shipId")
                                                    .rename("from", "berthId")),
                            Upcast.into(
                                    "Harbour.ShipMoored",
                                    1,
                                    event -> event.keep("ship", "to").rename("to", "berth"))));

    /** Concerns a harbour, and is nothing that happens to ships or berths. */
    public record Logged(String text) {}

    Harbour(Settings settings, EventFamily... more) {
        super(
                "Harbour",
                settings,
                Stream.concat(
                                Stream.of(
                                        EventTypes.of(HarbourEvent.class, Logged.class),
                                        Ship.TYPE,
                                        Berth.TYPE,
                                        HISTORY),
                                Arrays.stream(more))
                        .toArray(EventFamily[]::new));
    }

    /** Records what has happened, each event by itself and whatever else has. */
    final void happened(Object... events) {
        for (Object each : events) {
            save(DomainEvent.of(each, EventDetails.none()));
        }
    }

    /** Notes something with tags. */
    final void log(String text, EventTag... tags) {
        save(DomainEvent.of(new Logged(text), EventDetails.tagged(tags)));
    }
}
