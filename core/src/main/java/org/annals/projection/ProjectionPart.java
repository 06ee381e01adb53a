package org.annals.projection;

import org.annals.following.Follower;
import org.annals.following.FollowerBuilder;
import org.annals.following.Members;
import org.annals.following.Partitions;
import org.annals.recording.Joining;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What keeps one partition of a view, in a thread of its own. May be shared between threads. */
record ProjectionPart(Projecting projecting, Follower follower, Thread thread) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Makes those of all partitions.
     *
     * @param changed is raised when one fails or ends
     */
    static List<ProjectionPart> all(
            ProjectionRunnerBuilder<?> parts, Edition edition, Signal changed) {
        Members members =
                parts.views instanceof RecorderViews(var recorder)
                        ? Members.of(edition.toString(), recorder, parts.lease())
                        : null;
        return IntStream.rangeClosed(1, parts.partitions().count())
                .mapToObj(number -> of(parts, edition, number, members, changed))
                .toList();
    }

    private static ProjectionPart of(
            ProjectionRunnerBuilder<?> parts,
            Edition edition,
            int number,
            @Nullable Members members,
            Signal changed) {
        Projecting projecting = projecting(parts, edition);
        FollowerBuilder builder = builder(parts, edition, number, projecting, changed);
        Follower follower = members == null ? builder.build() : builder.lease(members).build();
        // Drivers of databases may hold on to the carrier of a virtual thread.
        Thread thread =
                Thread.ofPlatform()
                        .name(
                                "annals-projection %s of %s"
                                        .formatted(follower.name(), parts.upstream.name()))
                        .daemon()
                        .unstarted(
                                () -> {
                                    follower.run();
                                    changed.raise();
                                });
        return new ProjectionPart(projecting, follower, thread);
    }

    private static Projecting projecting(ProjectionRunnerBuilder<?> parts, Edition edition) {
        return switch (parts.views) {
            case RecorderViews(var recorder) -> new Projecting.Recorded(parts, edition, recorder);
            case DataSourceViews views -> new Projecting.Parkable(parts, edition, views);
            // One of the user's own.
            default -> new Projecting(parts, edition);
        };
    }

    private static FollowerBuilder builder(
            ProjectionRunnerBuilder<?> parts,
            Edition edition,
            int number,
            Projecting projecting,
            Signal changed) {
        Partitions partitions = parts.partitions();
        return Follower.builder(
                        partitions.name(edition.toString(), number), parts.upstream, projecting)
                .types(parts.projection.eventClasses())
                .within(parts.projection.within())
                .batchSize(parts.batchSize())
                .onFailure(parts.failures())
                .stallsAfter(parts.stallsAfter())
                .partition(number, partitions)
                .notices(
                        notice -> {
                            changed.raise();
                            parts.listener().on(notice);
                        });
    }

    /** Joins the thread; a handler that takes too long is interrupted. */
    void join() {
        if (Thread.currentThread() != thread && !Joining.joinWithin(thread, PATIENCE)) {
            thread.interrupt();
            Joining.joinAtMost(thread, PATIENCE);
        }
    }
}
