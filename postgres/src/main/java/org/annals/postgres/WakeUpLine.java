package org.annals.postgres;

import org.annals.recording.Backoff;
import org.annals.recording.Joining;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Tells other processes that something was appended, and hears it from them, by {@code NOTIFY} and
 * {@code LISTEN} on connections that append nothing: a notification in the append would make all
 * commits of the database queue. Whatever is lost here costs time and nothing else, for everyone
 * polls as well. May be shared between threads.
 */
final class WakeUpLine {
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    // How long the listener waits in one go; then it asks whether its connection still works.
    private static final int LISTEN_MILLIS = 10_000;
    private static final int TEST_SECONDS = 5;

    private final Connections connections;
    private final String channel;
    private final Runnable heard;
    private final Signal marked = new Signal();
    private final Signal closing = new Signal();
    private final Thread caller;
    private final @Nullable Thread listener;
    private volatile @Nullable Connection listening;
    private volatile boolean closed;

    private WakeUpLine(Connections connections, String owner, String channel, Runnable heard) {
        this.connections = connections;
        this.channel = channel;
        this.heard = heard;
        this.caller = thread("annals-notifier " + owner, this::callUntilClosed);
        this.listener =
                connections.canListen()
                        ? thread("annals-listener " + owner, this::listenUntilClosed)
                        : null;
    }

    /**
     * Opens the line of one log.
     *
     * @param heard run when something may have been appended elsewhere; must be quick
     */
    static WakeUpLine open(Connections connections, String owner, String channel, Runnable heard) {
        var line = new WakeUpLine(connections, owner, channel, heard);
        line.caller.start();
        if (line.listener != null) {
            line.listener.start();
        }
        return line;
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    /** Says that something was committed; others are told soon, and once for many. */
    void mark() {
        marked.raise();
    }

    private void callUntilClosed() {
        long called = marked.count();
        while (!closed) {
            try {
                marked.await(called, LONGEST_PAUSE.toNanos());
                long now = marked.count();
                if (now != called && !closed) {
                    called = now;
                    call();
                    closing.await(closing.count(), BETWEEN_CALLS.toNanos());
                }
            } catch (InterruptedException e) {
                // Only close() stops this thread: whoever else interrupts it is not heard.
                called = marked.count() - 1;
            }
        }
    }

    private void call() {
        try {
            Connection connection = connections.borrow();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT pg_notify(?, '')")) {
                statement.setString(1, channel);
                statement.execute();
            } finally {
                connections.release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            // Others find the events by polling.
            return;
        }
    }

    private void listenUntilClosed() {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!closed) {
            try {
                Connection connection = connections.openListener();
                try {
                    listening = connection;
                    listen(connection);
                } finally {
                    listening = null;
                    connections.closeListener(connection);
                }
            } catch (SQLException | RuntimeException e) {
                pause(pauses.nextNanos());
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN \"" + channel + '"');
        }
        var driver = connection.unwrap(PGConnection.class);
        while (!closed) {
            // What was appended before the listener began is found by this first look.
            heard.run();
            while (!closed && driver.getNotifications(LISTEN_MILLIS).length == 0) {
                if (!connection.isValid(TEST_SECONDS)) {
                    return;
                }
            }
        }
    }

    private void pause(long nanos) {
        try {
            closing.await(closing.count(), nanos);
        } catch (InterruptedException e) {
            // Only close() stops this thread.
            return;
        }
    }

    /**
     * Stops both threads and joins them. One that waits for a server to let it in, which no
     * interrupt ends, is left behind when the time is over: it is a daemon, and closes what it
     * gets.
     */
    void close(Duration longest) {
        closed = true;
        marked.raise();
        closing.raise();
        Connection connection = listening;
        if (connection != null) {
            UnderWay.abort(connection);
        }
        long begun = System.nanoTime();
        Joining.joinAtMost(caller, longest);
        if (listener != null) {
            Joining.joinAtMost(listener, longest.minusNanos(System.nanoTime() - begun));
        }
    }
}
