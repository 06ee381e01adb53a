package org.annals.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * The events of a log as one would keep them by hand, for what reads them. For one thread at a
 * time.
 */
interface RawLog extends AutoCloseable {
    /** Reads, decodes and folds one ledger. */
    Balance load(String aggregateId) throws Exception;

    /** Returns the sides that read all events, in order. */
    List<Side> scanning(Form form);

    /** Returns the sides that let a view catch up with all events, a batch in a transaction. */
    default List<Side> projecting(int batch) throws SQLException {
        return List.of();
    }

    @Override
    void close() throws IOException, SQLException;
}
