package org.annals.examples.personal;

import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

/** Has a customer of its own for each of another application, who recommends whom that one does. */
final class Praises extends ProcessApplication {
    volatile boolean isRefusing;

    Praises(Settings settings) {
        super(settings, Customer.TYPE);
    }

    static String idOf(String original) {
        return "fan of " + original;
    }

    Customer fanOf(String original) {
        return repository().get(Customer.class, idOf(original));
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (isRefusing) {
            throw new IllegalStateException("refused on purpose");
        }
        String original = event.aggregateId();
        switch (event.event()) {
            case Customer.Event.Registered registered ->
                    processing.collect(
                            Customer.register(
                                    idOf(original),
                                    registered.name().orElse("somebody"),
                                    registered.points()));
            case Customer.Event.Recommended recommended -> {
                Customer fan = fanOf(original);
                fan.recommend(recommended.friend(), recommended.words().orElse("nothing"));
                processing.collect(fan);
            }
            case Object other -> throw new AssertionError(other);
        }
    }
}
