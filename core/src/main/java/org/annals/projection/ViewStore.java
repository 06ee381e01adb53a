package org.annals.projection;

import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;

import java.util.Optional;

import javax.sql.DataSource;

/**
 * A database in which views are kept, with the places that they have reached. May be shared between
 * threads, and by any number of projections and processes.
 */
public interface ViewStore {
    /**
     * Returns the database of a recorder, the followed application's own or another. Views are rows
     * of the user's own in it: {@code java.sql.Connection}, or {@code
     * org.annals.memory.MemoryTables} in memory.
     */
    static ViewStore of(Recorder recorder) {
        return new RecorderViews(recorder);
    }

    /**
     * Returns any other database that has JDBC, with the places in a table {@code
     * annals_view_places}, which is made if it is not there, and parked events in {@code
     * annals_view_places_parked}, which is made when it is first needed. Names of projections
     * differ in more than what the database takes for the same text, as some do {@code a} and
     * {@code A}.
     *
     * @throws org.annals.persistence.RecorderUnavailableException if the database cannot be reached
     *     or the table cannot be made
     */
    static ViewStore ofDatabase(DataSource database) {
        return ofDatabase(database, "annals_view_places");
    }

    /**
     * Returns the same with the places in a table of this name, such as {@code reports.places}.
     *
     * @throws IllegalArgumentException if that is no name of a table, or longer than 56 characters
     * @throws org.annals.persistence.RecorderUnavailableException as the other does
     */
    static ViewStore ofDatabase(DataSource database, String table) {
        return DataSourceViews.open(database, table);
    }

    /** Returns the place that is tracked under a name, or empty if there is none. */
    Optional<Tracking> findTracking(String name);

    /**
     * Does some work and moves a place, both or neither, in one transaction.
     *
     * @throws org.annals.persistence.TrackingConflictException if the place is not beyond the one
     *     recorded, or its epoch is older; nothing was written
     * @throws org.annals.persistence.RecorderUnavailableException if the database cannot be used
     *     now; nothing was written
     * @throws org.annals.persistence.OutcomeUnknownException if the reply to the commit was lost:
     *     read the place to know
     * @throws RuntimeException whatever the work throws; nothing was written
     */
    void write(Tracking tracking, TransactionWork work);

    /**
     * Does so if the place stands where it is known to, and is as was left: neither a competitor
     * has moved it, nor was the database restored to an earlier state.
     *
     * @param after where the place stands, 0 if there is none. A recorder does not look at that,
     *     but at the epoch
     * @throws org.annals.persistence.TrackingConflictException also if it stands elsewhere
     */
    void write(long after, Tracking tracking, TransactionWork work);

    /**
     * Returns the edition of a view that is to be read, or empty if there was never one. Its tables
     * stay while they are read, also when another goes live meanwhile.
     *
     * @param projection the name of the projection
     */
    default Optional<Edition> liveEdition(String projection) {
        return new Editions(this, projection).live();
    }

    /**
     * Begins a version of a view anew: gives its tables up, makes new ones, and forgets the places,
     * in one transaction. If it is the live one, readers find it empty until it has caught up; to
     * keep the old one meanwhile, raise the version instead. Stop its runners before: one that goes
     * on writes to what was given up.
     *
     * @throws IllegalStateException if this version of the view is written inline
     * @throws RuntimeException what the projection throws when it clears or creates; then
     *     everything is as before
     */
    default Edition reset(Projection<?> projection) {
        return new Editions(this, projection.name()).reset(projection);
    }
}
