package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.DogSchool;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.recording.Eventually;
import org.annals.recording.Joining;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.annals.system.RunnerTest.Kind;
import org.annals.system.RunnerTest.Noting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A policy that hangs is told of by somebody else, and keeps no other follower from going on. */
final class StallTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Node<DogSchool> DOGS = node(DogSchool.class, DogSchool::new);
    private static final Node<Counting> COUNTS = node(Counting.class, Counting::new);

    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final Settings settings =
            Settings.only(Map.of("NOTING_STALL_AFTER", "5ms"))
                    .using(Transcoder.class, new RememberingTranscoder())
                    .using(NoticeListener.class, notices::add);
    private final Node<Noting> hanging =
            node(
                    Noting.class,
                    given ->
                            new Noting(
                                    "Noting",
                                    given,
                                    (event, processing) -> {
                                        awaitQuietly(mayGoOn);
                                        RunnerTest.noteTricks(event, processing);
                                    }));
    private @Nullable Runner opened;

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Runner open(Kind kind) {
        Runner runner =
                kind.open(EventSystem.of(pipe(DOGS, hanging), pipe(DOGS, COUNTS)), settings);
        opened = runner;
        return runner;
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        if (opened != null) {
            opened.close();
        }
    }

    private <N extends Notice> N awaitNotice(Class<N> type) throws InterruptedException {
        while (true) {
            Notice next = notices.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a %s", type.getSimpleName()).isNotNull();
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
    }

    @Test
    void itIsToldAndShownUntilItGoesOn() throws Exception {
        Runner runner = open(Kind.MULTI_THREADED);
        runner.start();
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "sit");

        var told = awaitNotice(Notice.FollowerStalls.class);
        assertThat(told.follower()).isEqualTo("Noting");
        assertThat(told.upstream()).isEqualTo("DogSchool");
        assertThat(told.position()).isEqualTo(1);
        assertThat(told.time()).isGreaterThanOrEqualTo(Duration.ofMillis(5));
        FollowerStatus status = runner.status().getFirst();
        assertThat(status.state()).isEqualTo(State.STALLED);
        assertThat(status.isHealthy()).isFalse();
        assertThat(status.inState()).isGreaterThanOrEqualTo(told.time());
        Eventually.await(() -> runner.get(Counting.class).tricksOf(fido) > 0);

        mayGoOn.countDown();

        assertThat(awaitNotice(Notice.FollowerGoesOn.class))
                .isEqualTo(new Notice.FollowerGoesOn("Noting", "DogSchool", 1));
        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.get(Noting.class).notes()).containsExactly("sit");
        assertThat(runner.status()).allMatch(FollowerStatus::isHealthy);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSyncThatHangsIsToldToo(Kind kind) throws Exception {
        Runner runner = open(kind);
        runner.get(DogSchool.class).registerDog("Fido");
        Thread syncing = Thread.startVirtualThread(() -> runner.sync());

        assertThat(awaitNotice(Notice.FollowerStalls.class).follower()).isEqualTo("Noting");
        mayGoOn.countDown();
        Joining.join(syncing);
    }

    @Test
    void inOneThreadItIsToldAndShown() throws Exception {
        Runner runner = open(Kind.SINGLE_THREADED);
        runner.start();
        Thread command =
                Thread.startVirtualThread(() -> runner.get(DogSchool.class).registerDog("Fido"));

        var told = awaitNotice(Notice.FollowerStalls.class);
        assertThat(told.follower()).isEqualTo("Noting");
        assertThat(told.position()).isEqualTo(1);
        assertThat(runner.status().getFirst().state()).isEqualTo(State.STALLED);
        mayGoOn.countDown();
        Joining.join(command);
        assertThat(awaitNotice(Notice.FollowerGoesOn.class).follower()).isEqualTo("Noting");
        assertThat(runner.status()).allMatch(FollowerStatus::isHealthy);
    }

    @Test
    void whoWatchesInOneThreadEndsWithTheRunner() {
        Runner runner = open(Kind.SINGLE_THREADED);
        runner.start();
        assertThat(watching()).isPositive();
        runner.close();
        assertThat(watching()).isZero();
    }

    private static long watching() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("annals-stalls of [Follower[Noting"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "25h", "soon"})
    void aBoundThatIsNoneIsRefusedByItsKey(String bound) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                Kind.MULTI_THREADED.open(
                                        EventSystem.of(pipe(DOGS, COUNTS)),
                                        settings.with("STALL_AFTER", bound)))
                .withMessageContaining("STALL_AFTER");
    }
}
