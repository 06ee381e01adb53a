package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.encryption.EncryptionKey;
import org.annals.following.Follower;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** That a remote log is followed as a local one is, whatever happens on the way. */
@ParameterizedClass
@EnumSource(UpstreamKind.class)
final class RemoteFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final EncryptionKey key = EncryptionKey.generate("k1");
    private final UpstreamKind kind;
    private final DogSchool school;
    private final Counting counting = new Counting(Settings.only(Map.of()));
    private NotificationLogServer server;

    RemoteFollowerTest(UpstreamKind kind, @TempDir Path folder) {
        this.kind = kind;
        this.school = new DogSchool(kind.settings(folder).with("CIPHER_KEY", key.toText()));
        this.server = NotificationLogServer.builder().serve(school).open();
    }

    @AfterEach
    void close() {
        server.close();
        school.close();
        counting.close();
    }

    /** A follower and the thread in which it runs. */
    private final class Running implements AutoCloseable {
        private final RemoteNotificationLog remote;
        private final Follower follower;
        private final Thread thread;
        private final DogSchool types =
                new DogSchool(Settings.only(Map.of()).with("CIPHER_KEY", key.toText()));

        Running(URI uri, Duration wait) {
            remote =
                    RemoteNotificationLog.builder(uri, "DogSchool")
                            .timeout(Duration.ofMillis(900))
                            .waiting(wait)
                            .open();
            follower =
                    Follower.builder(
                                    "Counting",
                                    Upstream.of("DogSchool", remote, types.events().mapper()),
                                    counting.downstream())
                            .types(counting.followedTypes())
                            .notices(notice -> {})
                            .build();
            thread = Thread.ofPlatform().name("counting").start(follower::run);
        }

        void awaitHead() throws InterruptedException {
            assertThat(follower.await(school.notificationLog().head(), LONG))
                    .as("%s", follower.status())
                    .isTrue();
        }

        @Override
        public void close() {
            follower.close();
            assertThat(Joining.joinWithin(thread, LONG)).isTrue();
            remote.close();
            types.close();
        }
    }

    @Test
    void itCatchesUpAndGoesOnWithWhatIsEncrypted() throws Exception {
        String dog = school.record(41);
        try (var running = new Running(server.uri(), Duration.ofSeconds(10))) {
            running.awaitHead();
            assertThat(counting.count()).isEqualTo(40);
            school.addTrick(dog, "one more");
            running.awaitHead();
            assertThat(counting.count()).isEqualTo(41);
            assertThat(running.follower.status().state()).isEqualTo(State.LIVE);
        }
    }

    @Test
    void itIsWokenLongBeforeItWouldAskAgain() throws Exception {
        String dog = school.record(2);
        try (var running = new Running(server.uri(), Duration.ofSeconds(25))) {
            running.awaitHead();
            long[] took = new long[9];
            for (int i = 0; i < took.length; i++) {
                long begun = System.nanoTime();
                school.addTrick(dog, "trick " + i);
                running.awaitHead();
                took[i] = System.nanoTime() - begun;
            }
            Arrays.sort(took);
            assertThat(Duration.ofNanos(took[took.length / 2]))
                    .as("the median of %s ns", Arrays.toString(took))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void itOutlastsAServerThatIsGoneForAWhile() throws Exception {
        String dog = school.record(5);
        int port = server.uri().getPort();
        try (var running = new Running(server.uri(), Duration.ofSeconds(10))) {
            running.awaitHead();
            for (int i = 0; i < 3; i++) {
                server.close();
                school.addTrick(dog, "nobody looks");
                server =
                        NotificationLogServer.builder()
                                .serve(school)
                                .address("127.0.0.1", port)
                                .open();
                school.addTrick(dog, "somebody does");
                running.awaitHead();
            }
            assertThat(counting.count()).isEqualTo(10);
        }
    }

    @Test
    void eachEventTakesEffectOnceThoughTheNetworkFails() throws Exception {
        String dog = school.record(300);
        try (var proxy = FaultyProxy.to("127.0.0.1", server.uri().getPort());
                var running =
                        new Running(
                                URI.create("http://127.0.0.1:" + proxy.port()),
                                Duration.ofMillis(500))) {
            proxy.cutOneAfter(Direction.TO_CLIENT, 20_000);
            running.awaitHead();
            proxy.goSilent();
            school.addTrick(dog, "in silence");
            awaitAnotherConnection(proxy);
            proxy.heal();
            running.awaitHead();
            proxy.dropReplies();
            school.addTrick(dog, "unanswered");
            awaitAnotherConnection(proxy);
            proxy.heal();
            running.awaitHead();
            proxy.refuse();
            proxy.cut();
            school.addTrick(dog, "behind a closed door");
            proxy.heal();
            running.awaitHead();

            assertThat(counting.count()).isEqualTo(302);
        }
    }

    /** The client has given up what it waited for, and tries again. */
    private static void awaitAnotherConnection(FaultyProxy proxy) {
        long before = proxy.connectionCount();
        long end = System.nanoTime() + LONG.toNanos();
        while (proxy.connectionCount() == before) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anUpstreamThatIsOpenedAgainIsFollowedOn(@TempDir Path folder) throws Exception {
        Settings file = kind.thatLasts().settings(folder).with("CIPHER_KEY", key.toText());
        server.close();
        int port = server.uri().getPort();
        var first = new DogSchool(file);
        server = serving(first, port);
        String dog = first.record(3);
        try (var running = new Running(server.uri(), Duration.ofSeconds(10))) {
            assertThat(running.follower.await(3, LONG)).isTrue();
            // In the wrong order: the log is gone while the server is still there.
            first.close();
            server.close();
            try (var second = new DogSchool(file)) {
                second.addTrick(dog, "after a night");
                server = serving(second, port);
                assertThat(running.follower.await(4, LONG))
                        .as("%s", running.follower.status())
                        .isTrue();
                assertThat(counting.count()).isEqualTo(3);
            }
        }
    }

    private static NotificationLogServer serving(DogSchool school, int port) {
        return NotificationLogServer.builder().serve(school).address("127.0.0.1", port).open();
    }

    @Test
    void itPausesWhereItsTokenIsRefused() throws Exception {
        school.record(3);
        server.close();
        server =
                NotificationLogServer.builder()
                        .serve(school)
                        .token("a token of another client".replace(' ', '-'))
                        .open();
        try (var running = new Running(server.uri(), Duration.ofSeconds(10))) {
            try {
                running.follower.await(3, LONG);
                throw new AssertionError("It was let in.");
            } catch (AccessRefusedException e) {
                assertThat(running.follower.status().state()).isEqualTo(State.PAUSED);
            }
        }
    }
}
