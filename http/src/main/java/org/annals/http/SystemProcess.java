package org.annals.http;

import org.annals.application.Application;
import org.annals.application.NotificationLog;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Runner;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One application of a system in a process of its own: it follows its leaders over HTTP, and serves
 * its log to those that follow it.
 *
 * {@snippet class="org.annals.http.SystemProgram" region="main"}
 *
 * <p>Where each application is served is its {@code HTTP_SERVER_ADDRESS}, with its name before it;
 * every process has those of the applications that it follows, and its own. Each event takes effect
 * once, whichever of the processes ends at whatever time, and in whatever order they start. May be
 * shared between threads.
 */
public final class SystemProcess implements AutoCloseable {
    private final Runner runner;
    private final List<RemoteNotificationLog> logs;
    private final @Nullable NotificationLogServer server;
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private SystemProcess(
            Runner runner,
            List<RemoteNotificationLog> logs,
            @Nullable NotificationLogServer server) {
        this.runner = runner;
        this.logs = logs;
        this.server = server;
    }

    /**
     * Opens an application of a system, begins to follow, and to serve it if others follow it.
     *
     * @param settings of this process: for the application, those that it follows, and HTTP
     * @throws IllegalArgumentException if the application is not part of the system
     * @throws org.annals.settings.ConfigurationException if a setting is wrong or missing
     * @throws RuntimeException what opening an application throws; nothing stays open
     */
    public static SystemProcess open(
            EventSystem system, Class<? extends Application> type, Settings settings) {
        List<RemoteNotificationLog> logs = new CopyOnWriteArrayList<>();
        Runner runner;
        try {
            runner = Runner.oneOf(system, type, settings, name -> opened(name, settings, logs));
        } catch (RuntimeException | Error e) {
            logs.forEach(RemoteNotificationLog::close);
            throw e;
        }
        try {
            boolean isFollowed = system.leaders().contains(system.node(type));
            NotificationLogServer server =
                    isFollowed ? NotificationLogServer.open(settings, runner.get(type)) : null;
            runner.start();
            return new SystemProcess(runner, logs, server);
        } catch (RuntimeException | Error e) {
            runner.stop();
            logs.forEach(RemoteNotificationLog::close);
            throw e;
        }
    }

    private static NotificationLog opened(
            String name, Settings settings, List<RemoteNotificationLog> logs) {
        RemoteNotificationLog log = RemoteNotificationLog.open(settings, name);
        logs.add(log);
        return log;
    }

    /** Returns what runs the application. */
    public Runner runner() {
        return runner;
    }

    /** Returns the server of its log, if others follow it. */
    public Optional<NotificationLogServer> server() {
        return Optional.ofNullable(server);
    }

    /**
     * Waits until this is closed, or the process is told to end, as by SIGTERM; then it is closed
     * before the process ends.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void runUntilTerminated() throws InterruptedException {
        Thread ending = Thread.ofPlatform().name("annals-ending").unstarted(this::close);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            closed.await();
        } finally {
            forget(ending);
        }
    }

    private static void forget(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // It is what is running.
        }
    }

    /**
     * Serves no more, lets each follower end what it is at, and closes the application. A second
     * call waits until the first has done so.
     *
     * @throws RuntimeException what a follower has paused at, unless it was thrown before
     */
    @Override
    public void close() {
        if (isClosing.getAndSet(true)) {
            awaitClosed();
            return;
        }
        try {
            if (server != null) {
                server.close();
            }
            runner.stop();
        } finally {
            logs.forEach(RemoteNotificationLog::close);
            closed.countDown();
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
