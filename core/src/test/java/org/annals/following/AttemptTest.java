package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Notice;
import org.annals.recording.Joining;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What takes too long is told once, whoever looks however often. */
final class AttemptTest {
    private static final long BOUND = Duration.ofSeconds(30).toNanos();

    private final AtomicLong now = new AtomicLong(-7);
    private final Attempt attempt = new Attempt(Duration.ofNanos(BOUND), now::get);
    private final List<Notice> notices = new ArrayList<>();
    private final FollowerReports reports =
            new FollowerReports("Ledger", "DogSchool", notices::add);

    private static Notice stalls(long position, long nanos) {
        return new Notice.FollowerStalls("Ledger", "DogSchool", position, Duration.ofNanos(nanos));
    }

    @Test
    void whatIsInTimeIsNotTold() {
        assertThat(attempt.tell(reports)).isEqualTo(BOUND);
        attempt.begins(4);
        now.addAndGet(BOUND - 1);

        assertThat(attempt.tell(reports)).isEqualTo(1);
        assertThat(attempt.overdue()).isEmpty();
        assertThat(attempt.ends()).isFalse();
        assertThat(notices).isEmpty();
    }

    @Test
    void whatTakesTooLongIsToldOnceAndShownAllTheTime() {
        attempt.begins(4);
        now.addAndGet(BOUND);

        assertThat(attempt.tell(reports)).isEqualTo(BOUND);
        now.addAndGet(5 * BOUND);
        assertThat(attempt.tell(reports)).isEqualTo(BOUND);

        assertThat(notices).containsExactly(stalls(4, BOUND));
        assertThat(attempt.overdue()).contains(Duration.ofNanos(6 * BOUND));
        assertThat(attempt.ends()).isTrue();
        assertThat(attempt.overdue()).isEmpty();
    }

    @Test
    void theNextOneIsToldAnew() {
        attempt.begins(4);
        now.addAndGet(BOUND);
        attempt.tell(reports);
        attempt.ends();
        attempt.begins(5);
        now.addAndGet(2 * BOUND);

        attempt.tell(reports);

        assertThat(notices).containsExactly(stalls(4, BOUND), stalls(5, 2 * BOUND));
    }

    @Test
    void whatNobodyHasLookedAtWasNotTold() {
        attempt.begins(4);
        now.addAndGet(2 * BOUND);

        assertThat(attempt.ends()).isFalse();
        assertThat(attempt.tell(reports)).isEqualTo(BOUND);
        assertThat(notices).isEmpty();
    }

    @Test
    void whoeverGoesOnWaitsUntilTheStallIsTold() throws Exception {
        var telling = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var slow =
                new FollowerReports(
                        "Ledger",
                        "DogSchool",
                        notice -> {
                            telling.countDown();
                            awaitQuietly(mayEnd);
                            notices.add(notice);
                        });
        attempt.begins(4);
        now.addAndGet(BOUND);
        Thread watching = Thread.startVirtualThread(() -> attempt.tell(slow));
        telling.await();
        Thread following =
                Thread.startVirtualThread(
                        () -> {
                            attempt.ends();
                            reports.goesOn(4);
                        });
        while (following.isAlive() && following.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        Joining.join(watching);
        Joining.join(following);

        assertThat(notices)
                .containsExactly(
                        stalls(4, BOUND), new Notice.FollowerGoesOn("Ledger", "DogSchool", 4));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
