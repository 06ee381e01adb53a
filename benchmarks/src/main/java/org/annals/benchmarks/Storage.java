package org.annals.benchmarks;

import org.annals.persistence.LogRecorder;
import org.annals.settings.Settings;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where logs are kept while they are measured: one of the recorders, and what one would write by
 * hand in its place. May be shared between threads.
 */
interface Storage extends AutoCloseable {
    /** Returns what it is and how durable, to be quoted beside every figure. */
    String description() throws IOException, SQLException;

    /** Opens an application on an empty log, which is deleted when the application is closed. */
    default Bank open() throws IOException, SQLException {
        return open(Settings.only(Map.of()));
    }

    /** Opens it with settings, to which those of the log are added. */
    default Bank open(Settings settings) throws IOException, SQLException {
        EmptyLog log = emptyLog(settings);
        return Bank.open(log.settings(), log.place());
    }

    /** Makes room for an empty log of any application. */
    EmptyLog emptyLog(Settings settings) throws IOException, SQLException;

    /** Returns what is done by hand beside the appends of a load. */
    List<Side> appending(AppendLoad load);

    /** Copies the events of a log into one by hand. */
    RawLog copy(LogRecorder recorder) throws IOException, SQLException;

    /** Copies the events of a log into one by hand that is appended to on conditions, if any is. */
    default Optional<DcbLog> copyDcb(LogRecorder recorder) throws IOException, SQLException {
        return Optional.empty();
    }

    /** Returns whose processor time is counted beside that of this process. */
    default ServerCpu server() {
        return ServerCpu.nobody();
    }

    /** Ends what was started for it. */
    @Override
    default void close() throws IOException, SQLException {}
}
