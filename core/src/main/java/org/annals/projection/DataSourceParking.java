package org.annals.projection;

import org.annals.domain.Text;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ParkedKeyGoneException;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;

import java.util.List;

/** The parked events of views in any database that has JDBC. May be shared between threads. */
record DataSourceParking(ViewDatabase database, PlaceTable places, ParkedTable table)
        implements ParkingRecorder {
    private static final Limits LIMITS = Limits.defaults();

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        LIMITS.checkParked(upstream, after, limit);
        return database.read(connection -> table.read(connection, upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        LIMITS.checkParked(upstream, 0, 1);
        return database.read(connection -> table.keys(connection, upstream)).stream()
                .distinct()
                .sorted(Text::compare)
                .toList();
    }

    @Override
    public boolean isParked(String upstream, String key) {
        LIMITS.checkParked(upstream, key);
        return database.read(connection -> table.hasKey(connection, upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        LIMITS.checkParked(upstream, 0, 1);
        return database.read(connection -> table.count(connection, upstream));
    }

    void park(ParkedEvent event, long after, Tracking tracking) {
        check(new ProcessChange.Park(event));
        database.write(
                connection -> {
                    places.move(connection, after, tracking);
                    table.add(connection, event);
                });
    }

    void parkBehind(ParkedEvent event, long after, Tracking tracking) {
        check(new ProcessChange.ParkBehind(event));
        database.write(
                connection -> {
                    places.move(connection, after, tracking);
                    if (!table.hasKey(connection, event.upstream(), event.key())) {
                        throw new ParkedKeyGoneException(event.upstream(), event.key());
                    }
                    table.add(connection, event);
                });
    }

    private static void check(ProcessChange change) {
        LIMITS.check(AppendRequest.of(List.of()).withChanges(List.of(change)));
    }

    void unpark(ProcessChange.Unpark unpark, TransactionWork work) {
        database.write(
                connection -> {
                    places.hold(connection, unpark.upstream());
                    if (!table.remove(connection, unpark)) {
                        throw new ParkedEventGoneException(unpark.upstream(), unpark.position());
                    }
                    database.run(work, connection);
                });
    }
}
