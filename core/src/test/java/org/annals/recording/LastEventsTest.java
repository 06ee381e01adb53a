package org.annals.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.junit.jupiter.api.Test;

import java.util.List;

final class LastEventsTest {
    private final LastEvents last = new LastEvents();

    private static LogPage page(FakeLog log, long after, int limit) {
        return log.read(LogSelection.all().after(after).limit(limit));
    }

    private static FakeLog log(int events, int bytes) {
        var log = new FakeLog(bytes);
        log.append(events);
        return log;
    }

    private List<Long> after(long position) {
        return last.after(position).stream().map(Notification::position).toList();
    }

    @Test
    void whatWasReadIsThereInOrder() {
        FakeLog log = log(5, 10);
        last.add(page(log, 0, 3));
        last.add(page(log, 3, 3));

        assertThat(last.end()).isEqualTo(5);
        assertThat(after(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(after(3)).containsExactly(4L, 5L);
        assertThat(after(5)).isEmpty();
    }

    @Test
    void aPageThatBeginsBeforeTheEndAddsWhatIsNew() {
        FakeLog log = log(10, 10);
        last.skipTo(4);
        last.add(page(log, 0, 6));

        assertThat(last.end()).isEqualTo(6);
        assertThat(after(0)).containsExactly(5L, 6L);
        assertThat(last.reachBackTo(4)).isTrue();
        assertThat(last.reachBackTo(3)).isFalse();
    }

    @Test
    void aPageThatEndsBeforeTheEndChangesNothing() {
        last.skipTo(8);
        last.add(page(log(10, 10), 0, 6));
        last.skipTo(3);

        assertThat(last.end()).isEqualTo(8);
        assertThat(after(0)).isEmpty();
    }

    @Test
    void atMostSoManyEventsAreKept() {
        FakeLog log = log(5_000, 10);
        for (long after = 0; after < 5_000; after = last.end()) {
            last.add(page(log, after, 700));

            assertThat(last.after(0)).hasSizeLessThanOrEqualTo(LastEvents.MOST);
        }
        assertThat(after(0)).hasSize(LastEvents.MOST).startsWith(4_001L).endsWith(5_000L);
        assertThat(last.reachBackTo(4_000)).isTrue();
        assertThat(last.reachBackTo(3_999)).isFalse();
    }

    @Test
    void atMostSoManyBytesAreKeptButOneEventAtLeast() {
        int mebibyte = 1 << 20;
        FakeLog log = log(20, mebibyte);
        for (long after = 0; after < 20; after = last.end()) {
            last.add(page(log, after, 1));
        }
        assertThat(after(0)).hasSize((int) LastEvents.MOST_BYTES / mebibyte).endsWith(20L);

        FakeLog larger = log(21, (int) LastEvents.MOST_BYTES + 1);
        last.add(page(larger, 20, 1));
        assertThat(after(0)).containsExactly(21L);
        assertThat(last.reachBackTo(20)).isTrue();
    }

    @Test
    void aPlaceFurtherOnLeavesOutWhatIsBetween() {
        FakeLog log = log(10, 10);
        last.add(page(log, 0, 3));
        last.skipTo(7);
        last.add(page(log, 7, 10));

        assertThat(after(0)).containsExactly(8L, 9L, 10L);
        assertThat(last.reachBackTo(6)).isFalse();
    }
}
