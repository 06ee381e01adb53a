package org.annals.benchmarks;

import org.annals.persistence.LogRecorder;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The logs that W4 compares: the library's first, then one by hand if the storage has it. Whoever
 * appends lets them grow, so they are filled anew in time. For one thread, but for {@link
 * #nextNumber}.
 */
final class DcbLogs implements AutoCloseable {
    private final Storage storage;
    private final Enrolments enrolments;
    private final List<DcbLog> logs = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();

    private DcbLogs(Storage storage, Enrolments enrolments) {
        this.storage = storage;
        this.enrolments = enrolments;
    }

    static DcbLogs open(Storage storage, Enrolments enrolments) throws IOException, SQLException {
        var logs = new DcbLogs(storage, enrolments);
        logs.fill();
        return logs;
    }

    private void fill() throws IOException, SQLException {
        var annals = AnnalsDcb.filled(storage.open(), enrolments);
        logs.add(annals);
        LogRecorder recorder = annals.bank().events().recorder();
        storage.copyDcb(recorder).ifPresent(logs::add);
        for (DcbLog each : logs) {
            read(each);
        }
    }

    // Whoever decides has read before: a log that is filled anew in the midst of a contest is to be
    // in the state of the one before it. Each tag is walked once.
    private void read(DcbLog log) throws SQLException {
        Enrolment known = enrolments.get(0);
        DcbLog.Client client = log.clients(1).getFirst();
        Check.equal("number of events", 1L, client.read(known.student(), known.course()));
        Check.equal("number of events", 1L, client.read(known.student(), known.course()));
    }

    /** Returns a number that was not returned before. May be called by any thread. */
    long nextNumber() {
        return numbers.getAndIncrement();
    }

    int count() {
        return logs.size();
    }

    /** Returns a log by its index, not much larger than it was. */
    DcbLog get(int index) throws IOException, SQLException {
        if (logs.get(index).head() > enrolments.size() * 3L / 2) {
            close();
            fill();
        }
        return logs.get(index);
    }

    @Override
    public void close() throws SQLException {
        for (DcbLog each : logs) {
            each.close();
        }
        logs.clear();
    }
}
