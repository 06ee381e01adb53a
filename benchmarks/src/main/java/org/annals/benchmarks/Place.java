package org.annals.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Where one log is kept, which is deleted when the place is closed. */
@FunctionalInterface
interface Place extends AutoCloseable {
    /** Does what a database does by itself after a while, once a log was filled. */
    default void settle() throws Exception {}

    /** Returns the name in SQL of a table that is deleted with it. */
    default String table(String name) {
        return name;
    }

    @Override
    void close() throws IOException, SQLException;
}
