package org.annals.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where logs are kept in one run of the program. For one thread. */
record Storages(List<Storage> all) implements AutoCloseable {
    /**
     * Opens those that were asked for.
     *
     * @param postgres the address of a server, or null to start one
     */
    static Storages open(List<RecorderKind> recorders, @Nullable String postgres)
            throws IOException, SQLException {
        var storages = new Storages(new ArrayList<>());
        try {
            for (RecorderKind recorder : recorders) {
                storages.all.add(recorder.open(postgres));
            }
            return storages;
        } catch (SQLException | RuntimeException e) {
            storages.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        for (Storage storage : all) {
            storage.close();
        }
    }
}
