package org.annals.examples.systems;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.http.NotificationLogServer;
import org.annals.http.NotificationLogServerBuilder;
import org.annals.http.RemoteNotificationLog;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Runner;
import org.annals.system.SyncReport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A system of which each application has a runner of its own and follows the others by HTTP, as if
 * each had a process of its own.
 */
final class Apart implements RunningSystem {
    private final Map<Class<?>, Together> runners = new LinkedHashMap<>();
    private final Map<String, RemoteNotificationLog> logs = new ConcurrentHashMap<>();
    private final CompletableFuture<NotificationLogServer> server = new CompletableFuture<>();

    private Apart() {}

    static Apart open(EventSystem system, Settings settings, FailurePolicy failures) {
        var apart = new Apart();
        try {
            apart.openAll(system, settings, failures);
            return apart;
        } catch (RuntimeException | Error e) {
            apart.close();
            throw e;
        }
    }

    private void openAll(EventSystem system, Settings settings, FailurePolicy failures) {
        NotificationLogServerBuilder serving = NotificationLogServer.builder();
        for (Node<?> node : system.nodes()) {
            Runner runner =
                    Runner.oneOf(
                            system,
                            node.type(),
                            settings,
                            name -> new LateLog(() -> log(name)),
                            failures);
            runners.put(node.type(), new Together(runner));
            serving.serve(runner.get(node.type()));
        }
        server.complete(serving.open());
    }

    private RemoteNotificationLog log(String name) {
        return logs.computeIfAbsent(
                name, each -> RemoteNotificationLog.builder(server.join().uri(), each).open());
    }

    @Override
    public <A extends Application> A get(Class<A> type) {
        return requireNonNull(runners.get(type), type::getName).get(type);
    }

    @Override
    public void start() {
        runners.values().forEach(Together::start);
    }

    @Override
    public List<FollowerStatus> status() {
        return runners.values().stream().flatMap(each -> each.status().stream()).toList();
    }

    @Override
    public void resume() {
        runners.values().forEach(Together::resume);
    }

    @Override
    public List<SyncReport> sync() {
        return runners.values().stream().flatMap(each -> each.sync().stream()).toList();
    }

    /** Of a loop each may give the others something to do. */
    @Override
    public void awaitQuiet() throws InterruptedException {
        List<Long> before;
        do {
            before = heads();
            for (Together each : runners.values()) {
                each.awaitQuiet();
            }
        } while (!heads().equals(before));
    }

    private List<Long> heads() {
        List<Long> heads = new ArrayList<>();
        runners.forEach(
                (type, each) ->
                        heads.add(
                                each.get(type.asSubclass(Application.class))
                                        .notificationLog()
                                        .head()));
        return heads;
    }

    @Override
    public void close() {
        runners.values().forEach(Together::close);
        logs.values().forEach(RemoteNotificationLog::close);
        if (server.isDone()) {
            server.join().close();
        }
    }
}
