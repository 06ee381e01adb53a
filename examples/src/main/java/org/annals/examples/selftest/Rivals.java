package org.annals.examples.selftest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same on connections of their own. Immutable. */
record Rivals(Database database, int count) {
    /** What each of them does. */
    @FunctionalInterface
    interface Part {
        void play(int number, Connection connection) throws Exception;
    }

    /**
     * Lets all of them play, and returns when they have ended. All connections are opened before
     * anyone begins, as one who cannot come would be waited for.
     */
    void play(Part part) throws SQLException, InterruptedException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                connections.add(database.connect());
            }
            play(part, connections);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void play(Part part, List<Connection> connections)
            throws SQLException, InterruptedException {
        List<Callable<Void>> parts = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int number = i;
            parts.add(
                    () -> {
                        part.play(number, connections.get(number));
                        return null;
                    });
        }
        var threads = Thread.ofPlatform().name("annals-rival ", 1).daemon().factory();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            for (Future<Void> each : executor.invokeAll(parts)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("A control could not be run.", e.getCause());
        }
    }
}
