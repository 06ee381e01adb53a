package org.annals.system;

import org.annals.following.Follower;
import org.annals.following.FollowerStatus;
import org.annals.following.StallWatch;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Some followers that are to process what is there, once. For one thread at a time. */
final class Syncing {
    private final Followers followers;
    private final List<Follower> chosen;
    private final List<Timers> timers;

    private Syncing(Followers followers, List<Follower> chosen, List<Timers> timers) {
        this.followers = followers;
        this.chosen = chosen;
        this.timers = timers;
    }

    /**
     * Chooses the followers of some applications; of none, all.
     *
     * @throws IllegalArgumentException if one of them follows nothing here
     */
    static Syncing of(Followers followers, String... applications) {
        Set<String> known =
                followers.all().stream()
                        .map(followers::applicationOf)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = Set.copyOf(List.of(applications));
        for (String each : wanted) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException(
                        "No application '%s' follows others here. Those that do: %s."
                                .formatted(each, String.join(", ", known)));
            }
        }
        return new Syncing(
                followers,
                followers.all().stream()
                        .filter(
                                each ->
                                        wanted.isEmpty()
                                                || wanted.contains(followers.applicationOf(each)))
                        .toList(),
                followers.timers().stream()
                        .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                        .toList());
    }

    /** Goes round until nothing follows; whoever fails is left out from then on. */
    List<SyncReport> run() {
        StallWatch watch = StallWatch.open(chosen);
        try {
            return synced();
        } finally {
            watch.close();
        }
    }

    private List<SyncReport> synced() {
        Map<Follower, Long> processed = new LinkedHashMap<>();
        List<Follower> going = new ArrayList<>(chosen);
        boolean isOn = true;
        while (isOn) {
            isOn = false;
            timers.forEach(Timers::record);
            for (Follower each : List.copyOf(going)) {
                long more = each.sync();
                processed.merge(each, more, Long::sum);
                isOn |= more > 0;
                if (each.status().failure() != null) {
                    going.remove(each);
                }
            }
        }
        List<SyncReport> reports = new ArrayList<>();
        processed.forEach(
                (each, count) -> reports.add(report(each, count, followers.failureOf(each))));
        return List.copyOf(reports);
    }

    /** Only counts. */
    List<SyncReport> dryRun() {
        return chosen.stream().map(each -> report(each, 0, null)).toList();
    }

    private static SyncReport report(
            Follower follower, long processed, @Nullable Throwable failure) {
        FollowerStatus status = follower.status();
        try {
            return new SyncReport(
                    status.follower(), status.upstream(), processed, follower.backlog(), failure);
        } catch (RuntimeException e) {
            return new SyncReport(
                    status.follower(),
                    status.upstream(),
                    processed,
                    0,
                    failure == null ? e : failure);
        }
    }
}
