package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.following.Follower;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.following.UpstreamChangedException;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A remote log that was restored to an earlier state is not followed on. */
@ParameterizedClass
@EnumSource(value = UpstreamKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
final class RestoredUpstreamTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final UpstreamKind kind;
    private final Path folder;
    private final Counting counting = new Counting(Settings.only(Map.of()));
    private final DogSchool types = new DogSchool(Settings.only(Map.of()));
    private DogSchool school;
    private NotificationLogServer server;

    RestoredUpstreamTest(UpstreamKind kind, @TempDir Path folder) throws Exception {
        this.kind = kind;
        this.folder = folder;
        try (var first = new DogSchool(kind.settings(folder))) {
            first.record(6);
        }
        kind.backUp(folder);
        this.school = new DogSchool(kind.settings(folder));
        this.server = NotificationLogServer.builder().serve(school).open();
        school.record(5);
    }

    @AfterEach
    void close() {
        server.close();
        school.close();
        types.close();
        counting.close();
    }

    /** Six events are left, and so many come. */
    private void restore(int more) throws Exception {
        int port = server.uri().getPort();
        server.close();
        school.close();
        kind.restore(folder);
        school = new DogSchool(kind.settings(folder));
        assertThat(school.notificationLog().head()).isEqualTo(6);
        if (more > 0) {
            school.record(more);
        }
        server = NotificationLogServer.builder().serve(school).address("127.0.0.1", port).open();
    }

    private Follower follower(RemoteNotificationLog remote) {
        return Follower.builder(
                        "Counting",
                        Upstream.of("DogSchool", remote, types.events().mapper()),
                        counting.downstream())
                .types(counting.followedTypes())
                .notices(notice -> {})
                .build();
    }

    private RemoteNotificationLog remote() {
        return RemoteNotificationLog.builder(server.uri(), "DogSchool")
                .timeout(Duration.ofMillis(900))
                .waiting(Duration.ofSeconds(2))
                .open();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20})
    void aFollowerThatBeginsAgainNoticesIt(int more) throws Exception {
        try (var remote = remote()) {
            follower(remote).drain();
            assertThat(counting.count()).isEqualTo(9);
            restore(more);
            Follower again = follower(remote);

            assertThat(again.drain()).isZero();
            assertThat(again.status().failure()).isInstanceOf(UpstreamChangedException.class);
            assertThat(again.status().state()).isEqualTo(State.PAUSED);
            assertThat(counting.count()).isEqualTo(9);
        }
    }

    @Test
    void aFollowerWhoseUpstreamIsGoneIsAway() throws Exception {
        try (var remote = remote();
                var follower = follower(remote)) {
            Thread thread = Thread.ofPlatform().name("counting").start(follower::run);
            assertThat(follower.await(11, LONG)).isTrue();

            server.close();

            long begun = System.nanoTime();
            while (follower.status().state() != State.AWAY) {
                assertThat(System.nanoTime() - begun).as("waited").isLessThan(LONG.toNanos());
            }
            follower.stop();
            assertThat(Joining.joinWithin(thread, LONG)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void aFollowerThatRunsMeanwhileNoticesIt(int more) throws Exception {
        try (var remote = remote();
                var follower = follower(remote)) {
            Thread thread = Thread.ofPlatform().name("counting").start(follower::run);
            assertThat(follower.await(11, LONG)).isTrue();
            restore(more);

            assertThatExceptionOfType(UpstreamChangedException.class)
                    .isThrownBy(() -> follower.await(20, LONG));
            assertThat(counting.count()).isEqualTo(9);
            follower.stop();
            assertThat(Joining.joinWithin(thread, LONG)).isTrue();
        }
    }
}
