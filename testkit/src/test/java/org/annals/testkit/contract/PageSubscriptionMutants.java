package org.annals.testkit.contract;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.Subscription;

import java.util.List;

/** Defects of following in pages: of what a page has, of what it says, of what comes next. */
final class PageSubscriptionMutants {
    private PageSubscriptionMutants() {}

    static List<Mutant> all() {
        return List.of(
                following(
                        "tells only of pages with events",
                        "whereNothingIsSelectedAPageSaysHowFarTheLogWasScanned",
                        TellingOfEventsAlone::new),
                following(
                        "says that it has scanned to the last event of a page",
                        "pagesHaveExactlyWhatIsSelectedAndReachBeyondTheLastOfIt",
                        ScannedToTheLastEvent::new),
                following(
                        "follows only pages that come",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        BeginningAtTheHead::new),
                following(
                        "repeats the last event of each page in the next",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        Repeating::new),
                following(
                        "goes on behind the head instead of behind the page",
                        "noPageHasMoreEventsThanTheLimitAndEachBeginsWhereTheOneBeforeEnded",
                        GoingOnBehindTheHead::new),
                following(
                        "has more events in a page than its limit",
                        "noPageHasMoreEventsThanTheLimitAndEachBeginsWhereTheOneBeforeEnded",
                        Unlimited::new),
                following(
                        "takes the end of a page for the head",
                        "noPageHasMoreEventsThanTheLimitAndEachBeginsWhereTheOneBeforeEnded",
                        HeadIsTheEnd::new),
                following(
                        "has pages beyond the upper bound",
                        "itEndsAtItsUpperBoundAndWasScannedToIt",
                        Unbounded::new),
                following(
                        "has everything in its pages",
                        "pagesHaveExactlyWhatIsSelectedAndReachBeyondTheLastOfIt",
                        Undiscerning::new),
                following(
                        "goes on in pages when it is stopped",
                        "stoppingEndsTheWaitingAndLeavesOthersAlone",
                        Unstoppable::new),
                following(
                        "is followed in pages twice",
                        "aSecondIteratorIsRefused",
                        IteratedTwice::new),
                Mutant.of(
                        "has pages of nothing",
                        PageSubscriptionContract.class,
                        "pagesOfNothingAreRefused",
                        (store, limits) ->
                                new ListRecorder(store, limits) {
                                    @Override
                                    public Subscription<LogPage> subscribePages(
                                            LogSelection selection) {
                                        return pageSubscription(selection);
                                    }
                                }));
    }

    /** Makes a subscription. */
    @FunctionalInterface
    private interface Maker {
        ListPageSubscription make(ListRecorder recorder, LogSelection selection);
    }

    private static Mutant following(String defect, String test, Maker maker) {
        return Mutant.of(
                defect,
                PageSubscriptionContract.class,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            @Override
                            ListPageSubscription pageSubscription(LogSelection selection) {
                                return maker.make(this, selection);
                            }
                        });
    }

    private static final class TellingOfEventsAlone extends ListPageSubscription {
        TellingOfEventsAlone(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        boolean isDue(LogPage page) {
            return !page.notifications().isEmpty();
        }
    }

    private static final class ScannedToTheLastEvent extends ListPageSubscription {
        ScannedToTheLastEvent(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            LogPage page = super.read();
            List<Notification> events = page.notifications();
            return events.isEmpty()
                    ? page
                    : new LogPage(events, events.getLast().position(), events.getLast().position());
        }

        @Override
        boolean isDue(LogPage page) {
            return super.isDue(page) && !page.notifications().isEmpty();
        }
    }

    private static final class BeginningAtTheHead extends ListPageSubscription {
        BeginningAtTheHead(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
            place = Math.max(place, recorder.store.head());
        }
    }

    private static final class Repeating extends ListPageSubscription {
        Repeating(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            return recorder.readLog(selection.after(Math.max(0, place - 1)));
        }
    }

    private static final class GoingOnBehindTheHead extends ListPageSubscription {
        GoingOnBehindTheHead(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        long end(LogPage page) {
            return page.head();
        }
    }

    private static final class Unlimited extends ListPageSubscription {
        Unlimited(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            return recorder.readLog(selection.after(place).limit(1_000));
        }
    }

    private static final class HeadIsTheEnd extends ListPageSubscription {
        HeadIsTheEnd(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            LogPage page = super.read();
            return new LogPage(page.notifications(), page.scannedTo(), page.scannedTo());
        }
    }

    private static final class Unbounded extends ListPageSubscription {
        Unbounded(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            return recorder.readLog(selection.after(place).upTo(Long.MAX_VALUE));
        }
    }

    private static final class Undiscerning extends ListPageSubscription {
        Undiscerning(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        LogPage read() {
            return recorder.readLog(selection.after(place).matching(Query.ofTypes()));
        }
    }

    private static final class Unstoppable extends ListPageSubscription {
        Unstoppable(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        public void stop() {}
    }

    private static final class IteratedTwice extends ListPageSubscription {
        IteratedTwice(ListRecorder recorder, LogSelection selection) {
            super(recorder, selection);
        }

        @Override
        void requireFirst() {}
    }
}
