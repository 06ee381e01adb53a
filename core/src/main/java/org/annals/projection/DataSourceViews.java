package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Views in any database that has JDBC. The place is moved before the work is done, by an update
 * that finds no row where it was moved, or taken back, meanwhile: of two at once the second waits
 * for the first, or is refused. May be shared between threads.
 */
final class DataSourceViews implements ViewStore {
    private static final String OF_PARKED = "_parked";
    // With what else is named after it, as long as PostgreSQL lets a name be: it cuts off the rest.
    private static final Pattern TABLE =
            Pattern.compile("(?:[A-Za-z_]\\w{0,62}\\.)?[A-Za-z_]\\w{0,55}");

    private final ViewDatabase database;
    private final PlaceTable places;
    private volatile @Nullable DataSourceParking parking;

    private DataSourceViews(ViewDatabase database, PlaceTable places) {
        this.database = database;
        this.places = places;
    }

    static DataSourceViews open(DataSource database, String table) {
        requireNonNull(database, "database");
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a table. Give it letters, digits and '_', 56 at most, and before a '.' that of a schema."
                            .formatted(table));
        }
        var places = new PlaceTable(table);
        places.made().makeIn(database);
        return new DataSourceViews(new ViewDatabase(database, table), places);
    }

    /**
     * Returns where events are parked, and makes their table if it is not there: not before it is
     * needed, as whoever only reads a view may not be allowed to.
     */
    DataSourceParking parking() {
        DataSourceParking known = parking;
        if (known == null) {
            var table = new ParkedTable(places.name() + OF_PARKED);
            table.made().makeIn(database.source());
            known = new DataSourceParking(database, places, table);
            parking = known;
        }
        return known;
    }

    @Override
    public Optional<Tracking> findTracking(String name) {
        requireNonNull(name, "name");
        return database.read(connection -> Optional.ofNullable(places.find(connection, name)));
    }

    @Override
    public void write(Tracking tracking, TransactionWork work) {
        requireNonNull(tracking, "tracking");
        requireNonNull(work, "work");
        database.write(
                connection -> {
                    places.raise(connection, tracking);
                    database.run(work, connection);
                });
    }

    @Override
    public void write(long after, Tracking tracking, TransactionWork work) {
        requireNonNull(tracking, "tracking");
        requireNonNull(work, "work");
        database.write(
                connection -> {
                    places.move(connection, after, tracking);
                    database.run(work, connection);
                });
    }

    @Override
    public String toString() {
        return "views beside '%s'".formatted(places.name());
    }
}
