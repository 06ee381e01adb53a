package org.annals.benchmarks;

import org.annals.domain.EventTag;

import java.sql.SQLException;
import java.util.List;

/** A log of enrolments, appended to on conditions: what W4 compares. For one thread at a time. */
interface DcbLog extends AutoCloseable {
    /** Whoever works on the log, in a thread of its own. */
    interface Client {
        /**
         * Appends an enrolment if there is none like it after a position, and returns its own.
         *
         * @throws RuntimeException if there is one
         */
        long append(Enrolment enrolment, long after) throws SQLException;

        /** Reads the events that have all of these tags, in order, and returns their number. */
        long read(EventTag... tags) throws SQLException;
    }

    /** Returns so many clients, the same ones when asked again. */
    List<Client> clients(int count) throws SQLException;

    /** Returns the position of the last event. */
    long head() throws SQLException;

    /** Fails unless so many events were appended after a position, without a hole. */
    void check(long after, long events) throws SQLException;

    @Override
    void close() throws SQLException;
}
