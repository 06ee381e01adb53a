package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.domain.TriggerScope;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

// @start region="office"
public class PostOffice extends Application {
    public PostOffice(Settings settings) {
        super(settings, EventTypes.of(Parcel.Event.class));
    }

    public String send(String address) {
        var id = TriggerScope.current().nextId().toString();
        execute(Parcel.DECIDER, id, new Parcel.Command.Send(address));
        return id;
    }

    public void deliver(String parcelId) {
        execute(Parcel.DECIDER, parcelId, new Parcel.Command.Deliver());
    }

    public Parcel parcel(String parcelId) {
        return repository().get(Parcel.DECIDER, parcelId).state();
    }
}
// @end
