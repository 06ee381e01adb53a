package org.annals.sqlite;

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
import org.annals.recording.LogName;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Makes changes that were judged before. Immutable; the statements belong to whoever calls. */
final class ChangeRows {
    private final String park;
    private final String unpark;
    private final String setTimer;
    private final String removeTimer;

    ChangeRows(LogName name) {
        park =
                Schema.named(
                        "INSERT INTO \"{log}_parked\" (upstream, position, key, event_id, type, problem, attempts, parked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        name);
        unpark =
                Schema.named(
                        "DELETE FROM \"{log}_parked\" WHERE upstream = ? AND position = ?", name);
        setTimer =
                Schema.named(
                        "INSERT INTO \"{log}_timers\" (process, id, due_on, data) VALUES (?, ?, ?, ?) ON CONFLICT (process, id) DO UPDATE SET due_on = excluded.due_on, data = excluded.data",
                        name);
        removeTimer =
                Schema.named("DELETE FROM \"{log}_timers\" WHERE process = ? AND id = ?", name);
    }

    void make(ProcessChange change, Statements open) throws SQLException {
        switch (change) {
            case Park(var event) -> park(event, open);
            case ParkBehind(var event) -> park(event, open);
            case Unpark(var upstream, var position) -> {
                PreparedStatement row = open.prepare(unpark);
                row.setString(1, upstream);
                row.setLong(2, position);
                row.executeUpdate();
            }
            case SetTimer(var timer) -> set(timer, open);
            case CancelTimer(var process, var id) -> remove(process, id, open);
            case FireTimer(var timer) -> remove(timer.process(), timer.id(), open);
        }
    }

    private void park(ParkedEvent event, Statements open) throws SQLException {
        PreparedStatement row = open.prepare(park);
        row.setString(1, event.upstream());
        row.setLong(2, event.position());
        row.setString(3, event.key());
        row.setBytes(4, EventRows.bytes(event.eventId()));
        row.setString(5, event.type());
        row.setString(6, event.problem());
        row.setInt(7, event.attempts());
        row.setLong(8, StoredEvent.microsOf(event.parkedOn()));
        row.executeUpdate();
    }

    private void set(Timer timer, Statements open) throws SQLException {
        PreparedStatement row = open.prepare(setTimer);
        row.setString(1, timer.process());
        row.setString(2, timer.id());
        row.setLong(3, StoredEvent.microsOf(timer.dueOn()));
        row.setBytes(4, timer.data().toArray());
        row.executeUpdate();
    }

    private void remove(String process, String id, Statements open) throws SQLException {
        PreparedStatement row = open.prepare(removeTimer);
        row.setString(1, process);
        row.setString(2, id);
        row.executeUpdate();
    }
}
