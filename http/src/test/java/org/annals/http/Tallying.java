package org.annals.http;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

/** Records one event for each that it follows. */
public final class Tallying extends ProcessApplication {
    /** One more. */
    public record Tallied() {}

    public Tallying(Settings settings) {
        super(settings, EventTypes.of(Tallied.class));
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        processing.collect(DomainEvent.of(new Tallied(), EventDetails.none()));
    }
}
