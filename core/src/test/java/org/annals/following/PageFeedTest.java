package org.annals.following;

import static org.annals.recording.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.persistence.LogPage;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages come in order, each once, the next one being read while one is processed. */
@Timeout(60)
final class PageFeedTest {
    private static final int LAST = 5;

    private final Pages pages = new Pages();

    @Test
    void pagesComeInOrderUntilTheSubscriptionEnds() throws Exception {
        try (var feed = new PageFeed("Ledger", pages)) {
            for (int i = 1; i <= LAST; i++) {
                assertThat(((PageFeed.Page) feed.next()).page().scannedTo()).isEqualTo(i);
            }
            assertThat(feed.next()).isEqualTo(new PageFeed.End());
        }
    }

    @Test
    void whileAPageIsProcessedTheNextIsReadAndNoMore() throws Exception {
        try (var feed = new PageFeed("Ledger", pages)) {
            for (int i = 1; i <= LAST; i++) {
                pages.taken.set(i);
                feed.next();
                int ahead = Math.min(i + 1, LAST);
                await(() -> pages.read.get() == ahead);
            }
        }

        assertThat(pages.farthest).hasValue(1);
    }

    @Test
    void aFailureIsThrownBehindThePagesBeforeIt() throws Exception {
        pages.failure = new RecorderUnavailableException("Away.", null);
        try (var feed = new PageFeed("Ledger", pages)) {
            for (int i = 1; i <= LAST; i++) {
                assertThat(feed.next()).isInstanceOf(PageFeed.Page.class);
            }
            assertThatThrownBy(feed::next).isSameAs(pages.failure);
        }
    }

    @Test
    void closingEndsASubscriptionThatWaitsAndJoinsItsReader() throws Exception {
        pages.waits = true;
        var feed = new PageFeed("Ledger", pages);
        for (int i = 1; i <= LAST; i++) {
            feed.next();
        }
        await(() -> pages.isWaiting);

        feed.close();

        assertThat(pages.isWaiting).isFalse();
    }

    @Test
    void whereNothingComesForLongThatIsSaidAndTheSubscriptionGoesOn() throws Exception {
        pages.waits = true;
        try (var feed = new PageFeed("Ledger", pages)) {
            for (int i = 1; i <= LAST; i++) {
                feed.next();
            }

            assertThat(feed.next()).isEqualTo(new PageFeed.Nothing());
            assertThat(pages.isWaiting).isTrue();
            pages.stop();
            assertThat(feed.next()).isEqualTo(new PageFeed.End());
        }
    }

    @Test
    void closingLeavesPagesThatNobodyTook() throws Exception {
        var feed = new PageFeed("Ledger", pages);
        await(() -> pages.read.get() == 1);

        feed.close();

        assertThat(pages.read).hasValue(1);
    }

    @Test
    void whoIsInterruptedWhileNothingComesStopsWaiting() {
        pages.waits = true;
        try (var feed = new PageFeed("Ledger", pages)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(feed::next).isInstanceOf(InterruptedException.class);
        }
    }

    /** Five pages, and then the end, a failure, or a wait until it is stopped. */
    private static final class Pages implements Subscription<LogPage> {
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger farthest = new AtomicInteger();
        private final CountDownLatch stopped = new CountDownLatch(1);
        private @Nullable RuntimeException failure;
        private boolean waits;
        private volatile boolean isWaiting;

        @Override
        public Iterator<LogPage> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return isThereMore();
                }

                @Override
                public LogPage next() {
                    return readNext();
                }
            };
        }

        private boolean isThereMore() {
            if (read.get() < LAST) {
                return true;
            }
            if (failure != null) {
                throw failure;
            }
            if (waits) {
                awaitStop();
            }
            return false;
        }

        private void awaitStop() {
            isWaiting = true;
            try {
                stopped.await();
                isWaiting = false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private LogPage readNext() {
            int position = read.incrementAndGet();
            farthest.accumulateAndGet(position - taken.get(), Math::max);
            return new LogPage(List.of(), position, LAST);
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
