package org.annals.sqlite;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.recording.JudgedLog;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The log as the writer sees it inside its transaction, or a reader under its snapshot. The head is
 * read once and counted on: nobody else can append meanwhile.
 */
final class WriterLog implements JudgedLog {
    private final LogReads reads;
    private final Statements statements;
    private long head;

    WriterLog(LogReads reads, Statements statements) throws SQLException {
        this.reads = reads;
        this.statements = statements;
        this.head = reads.head(statements);
    }

    /** Returns the position of the next event, which is the head from now on. */
    long advance() {
        return ++head;
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public OptionalLong positionOf(UUID eventId) {
        return unchecked(() -> reads.positionOf(statements, eventId));
    }

    @Override
    public Notification at(long position) {
        return unchecked(() -> reads.at(statements, position));
    }

    @Override
    public long lastVersion(String aggregateId) {
        return unchecked(() -> reads.lastVersion(statements, aggregateId));
    }

    @Override
    public @Nullable Tracking tracking(String upstream) {
        try {
            return reads.tracking(statements, upstream);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public long epochWithoutTracking(String upstream) {
        return unchecked(() -> reads.epoch(statements, upstream));
    }

    @Override
    public boolean isParked(String upstream, long position) {
        return unchecked(() -> reads.processes().isParked(statements, upstream, position));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return unchecked(() -> reads.processes().isParked(statements, upstream, key));
    }

    @Override
    public @Nullable Timer timer(String process, String id) {
        try {
            return reads.processes().timer(statements, process, id);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public OptionalLong firstMatch(FailIfMatching condition) {
        var selection = LogSelection.all().matching(condition.query()).after(condition.after());
        return unchecked(() -> reads.firstMatch(statements, selection));
    }

    private static <T> T unchecked(Connections.Attempt<T> reading) {
        try {
            return reading.run();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }
}
