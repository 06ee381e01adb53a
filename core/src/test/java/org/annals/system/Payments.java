package org.annals.system;

import org.annals.domain.DomainEvent;
import org.annals.domain.Recording;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;

import java.util.List;

/** Runs the payments of orders. */
// @start region="application"
public class Payments extends ProcessManagerApplication {
    static final Paying MANAGER = new Paying();

    public Payments(Settings settings) {
        super(settings, MANAGER);
    }

    // @end

    List<Recording> recorded() {
        try (var all = events().read(LogSelection.all())) {
            return all.toList();
        }
    }

    /** Returns the classes of what was recorded, in order, with what they concern. */
    List<String> story() {
        return recorded().stream().map(each -> each.domainEvent()).map(Payments::told).toList();
    }

    private static String told(DomainEvent<?> event) {
        return event.event() instanceof TimerElapsed elapsed
                ? "TimerElapsed " + elapsed.process()
                : "%s %s".formatted(event.event().getClass().getSimpleName(), event.aggregateId());
    }
}
