package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.application.ConflictRetry;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.sql.Connection;

/** Dogs and kennels, parcels and cats: an application made of several families. */
public class Kennels extends Application {
    private final ConflictRetry retry = new ConflictRetry(10);

    // @start region="families"
    public Kennels(Settings settings) {
        super(settings, Dog.TYPE, Kennel.TYPE, EventTypes.of(Parcel.Event.class, CatEvent.class));
    }

    // @end

    public void open(String place, int room) {
        save(Kennel.open(place, room));
    }

    public Kennel kennel(String place) {
        return repository().get(Kennel.class, Kennel.idOf(place));
    }

    // @start region="execute"
    public void take(String dogId, String place) {
        execute(Kennel.class, Kennel.idOf(place), kennel -> kennel.take(dogId));
    }

    // @end

    // @start region="several"
    public void move(String dogId, String fromPlace, String toPlace) {
        retry.run(
                attempt -> {
                    var from = repository().get(Kennel.class, Kennel.idOf(fromPlace));
                    var to = repository().get(Kennel.class, Kennel.idOf(toPlace));
                    from.release(dogId);
                    to.take(dogId);
                    return save(from, to);
                });
    }

    // @end

    // @start region="rows"
    public String register(String name) {
        var dog = Dog.register(name);
        save(
                transaction -> {
                    var connection = transaction.as(Connection.class);
                    try (var row = connection.prepareStatement("INSERT INTO names VALUES (?, ?)")) {
                        row.setString(1, name);
                        row.setString(2, dog.id());
                        row.executeUpdate();
                    }
                },
                dog);
        return dog.id();
    }
    // @end
}
