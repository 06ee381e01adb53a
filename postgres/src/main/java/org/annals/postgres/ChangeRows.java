package org.annals.postgres;

import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Timer;
import org.annals.recording.ChangeJudge;
import org.annals.recording.JudgedChanges;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Judges and makes the changes of one append, on a connection whose transaction has the log's lock.
 * Immutable; the connection is the caller's.
 */
final class ChangeRows {
    private final String park;
    private final String unpark;
    private final String setTimer;
    private final String removeTimer;

    ChangeRows(LogSql log) {
        park =
                log.named(
                        "INSERT INTO {schema}.\"{log}_parked\" (upstream, position, key, event_id, type, problem, attempts, parked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        unpark =
                log.named(
                        "DELETE FROM {schema}.\"{log}_parked\" WHERE upstream = ? AND position = ?");
        setTimer =
                log.named(
                        "INSERT INTO {schema}.\"{log}_timers\" (process, id, due_on, data) VALUES (?, ?, ?, ?) ON CONFLICT (process, id) DO UPDATE SET due_on = excluded.due_on, data = excluded.data");
        removeTimer =
                log.named("DELETE FROM {schema}.\"{log}_timers\" WHERE process = ? AND id = ?");
    }

    /** Returns the exception for the first change that cannot be made, or null if all can. */
    static @Nullable RuntimeException refusal(
            List<ProcessChange> changes, ProcessReads reads, Connection connection)
            throws SQLException {
        try {
            return ChangeJudge.refusal(changes, new Kept(reads, connection));
        } catch (Failure e) {
            throw e.failure;
        }
    }

    void make(List<ProcessChange> changes, Connection connection) throws SQLException {
        for (ProcessChange change : changes) {
            switch (change) {
                case Park(var event) -> park(event, connection);
                case ParkBehind(var event) -> park(event, connection);
                case Unpark(var upstream, var position) -> {
                    try (PreparedStatement row = connection.prepareStatement(unpark)) {
                        row.setString(1, upstream);
                        row.setLong(2, position);
                        row.executeUpdate();
                    }
                }
                case SetTimer(var timer) -> set(timer, connection);
                case CancelTimer(var process, var id) -> remove(process, id, connection);
                case FireTimer(var timer) -> remove(timer.process(), timer.id(), connection);
            }
        }
    }

    private void park(ParkedEvent event, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(park)) {
            row.setString(1, event.upstream());
            row.setLong(2, event.position());
            row.setString(3, event.key());
            row.setObject(4, event.eventId());
            row.setString(5, event.type());
            row.setString(6, event.problem());
            row.setInt(7, event.attempts());
            row.setLong(8, StoredEvent.microsOf(event.parkedOn()));
            row.executeUpdate();
        }
    }

    private void set(Timer timer, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(setTimer)) {
            row.setString(1, timer.process());
            row.setString(2, timer.id());
            row.setLong(3, StoredEvent.microsOf(timer.dueOn()));
            row.setBytes(4, timer.data().toArray());
            row.executeUpdate();
        }
    }

    private void remove(String process, String id, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(removeTimer)) {
            row.setString(1, process);
            row.setString(2, id);
            row.executeUpdate();
        }
    }

    private record Kept(ProcessReads reads, Connection connection) implements JudgedChanges {
        @Override
        public boolean isParked(String upstream, long position) {
            try {
                return reads.isParked(connection, upstream, position);
            } catch (SQLException e) {
                throw new Failure(e);
            }
        }

        @Override
        public boolean isParked(String upstream, String key) {
            try {
                return reads.isParked(connection, upstream, key);
            } catch (SQLException e) {
                throw new Failure(e);
            }
        }

        @Override
        public @Nullable Timer timer(String process, String id) {
            try {
                return reads.timer(connection, process, id).orElse(null);
            } catch (SQLException e) {
                throw new Failure(e);
            }
        }
    }

    /** Carries a failure of the driver through code that knows none. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        private Failure(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
