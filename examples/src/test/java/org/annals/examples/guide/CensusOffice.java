package org.annals.examples.guide;

import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

// @start region="office"
public class CensusOffice extends ProcessApplication {
    public CensusOffice(Settings settings) {
        super(settings, Census.TYPE);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Dog.Event dogs) {
            Census census = census();
            census.count(dogs);
            processing.collect(census);
        }
    }

    public Census census() {
        return repository().find(Census.class, Census.ID).orElseGet(Census::new);
    }
}
// @end
