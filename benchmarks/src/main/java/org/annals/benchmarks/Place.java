package org.annals.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Where one log is kept, which is deleted when the place is closed. */
@FunctionalInterface
interface Place extends AutoCloseable {
    /** Does what a database does by itself after a while, once a log was filled. */
    default void settle() throws Exception {}

    @Override
    void close() throws IOException, SQLException;
}
