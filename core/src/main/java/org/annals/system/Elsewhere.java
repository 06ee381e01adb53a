package org.annals.system;

import org.annals.application.Application;
import org.annals.application.NotificationLog;
import org.annals.following.FailurePolicy;
import org.annals.following.Upstream;
import org.annals.memory.MemoryModule;
import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How an application follows others that run in processes of their own. */
record Elsewhere(EventSystem system, Settings settings, Function<String, NotificationLog> logs) {
    static Runner open(
            EventSystem system,
            Class<? extends Application> type,
            Settings settings,
            Function<String, NotificationLog> logs,
            FailurePolicy failures) {
        Node<?> own = system.node(type);
        Applications applications = Applications.open(system, List.of(own), settings);
        try {
            Followers followers =
                    applications.of(own) instanceof ProcessApplication follower
                            ? new Followers(
                                    applications,
                                    follower,
                                    new Elsewhere(system, settings, logs).upstreams(own, follower),
                                    failures)
                            : new Followers(applications);
            return new MultiThreadedRunner(applications, followers);
        } catch (RuntimeException | Error e) {
            applications.closeAfter(e);
            throw e;
        }
    }

    private List<Upstream> upstreams(Node<?> own, Application application) {
        List<Upstream> upstreams = new ArrayList<>();
        Map<String, Node<?>> byName = new HashMap<>(Map.of(application.name(), own));
        for (Node<?> leader : system.leadersOf(own)) {
            Upstream upstream = leader.equals(own) ? Upstream.of(application) : upstream(leader);
            Applications.requireOwnName(upstream.name(), leader, byName);
            upstreams.add(upstream);
        }
        return upstreams;
    }

    /** It lives as long as it takes to learn its name and how it reads events. */
    private Upstream upstream(Node<?> leader) {
        var inMemory = settings.using(PersistenceModule.class, new MemoryModule());
        try (Application read = leader.open(inMemory)) {
            return Upstream.of(read.name(), logs.apply(read.name()), read.events().mapper());
        }
    }
}
