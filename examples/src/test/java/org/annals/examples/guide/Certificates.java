package org.annals.examples.guide;

// @start region="policy"
import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.Set;

public class Certificates extends ProcessApplication {
    public Certificates(Settings settings) {
        super(settings, Certificate.TYPE);
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Dog.Event.TrickAdded.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
            String id = "of-" + event.aggregateId();
            var certificate =
                    repository().find(Certificate.class, id).orElseGet(() -> Certificate.open(id));
            certificate.note(trick);
            processing.collect(certificate);
        }
    }
}
// @end
