package org.annals.testkit.contract;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import java.util.List;

/** Defects of pages of the log, and of reading one aggregate. */
final class ReadingMutants {
    private ReadingMutants() {}

    static List<Mutant> all() {
        return List.of(
                log("a page is one short", "aLimitOfOneReadsOneByOne", OneShort::new),
                log("a limit of 0 is none", "aLimitOfZeroReadsNothing", ZeroIsNone::new),
                log(
                        "the highest limit overflows",
                        "aPageMayHaveMoreThanFiveHundredEvents",
                        CappedPage::new),
                log("up to is exclusive", "upToAPositionIncludesIt", ExclusiveUpTo::new),
                log("after is inclusive", "afterAPositionComesTheNext", InclusiveAfter::new),
                log(
                        "after the highest number overflows",
                        "afterTheHighestNumberThereIsNothing",
                        OverflowingAfter::new),
                log(
                        "backwards is forwards",
                        "backwardsTheSameEventsComeInFallingOrder",
                        ForwardsOnly::new),
                log(
                        "the head is the end of the page",
                        "aPageSaysTheHeadWhateverIsSelected",
                        HeadOfThePage::new),
                page(
                        "the cursor is the last match",
                        "aPageThatHoldsAllIsScannedToTheHead",
                        CursorAtLastMatch::new),
                page(
                        "a reader's place is the last match",
                        "aReaderThatKeepsItsPlaceMissesNothingThatComesLater",
                        CursorAtLastMatch::new),
                page(
                        "a full page is scanned to the head",
                        "aFullPageIsScannedToItsLastEvent",
                        CursorAtHead::new),
                page(
                        "reading on skips what was left out",
                        "readingOnLosesNothingAndRepeatsNothing",
                        CursorAtHead::new),
                page(
                        "a page is scanned beyond its bound",
                        "noPageIsScannedBeyondItsBound",
                        CursorBeyondBound::new),
                page(
                        "a page is scanned beyond the head",
                        "noPageIsScannedBeyondTheHead",
                        CursorBeyondHead::new),
                page(
                        "backwards is off by one",
                        "readingOnBackwardsLosesNothingAndRepeatsNothing",
                        BackwardsOffByOne::new),
                page(
                        "a page has any number of bytes",
                        "aPageIsBoundedInBytes",
                        (store, bytes) -> new ListReader(store, Long.MAX_VALUE)),
                page(
                        "a large event is never read",
                        "anEventThatIsLargerThanAPageIsReadAlone",
                        NoLargeEvents::new),
                aggregate(
                        "one page of an aggregate is all",
                        "moreThanOnePageIsReadInOrder",
                        OnePageOfVersions::new),
                aggregate(
                        "backwards is limited before it is turned",
                        "backwardsTheVersionsFall",
                        LimitedBeforeTurned::new),
                aggregate(
                        "a limit is one too many",
                        "aLimitCountsFromWhereReadingBegins",
                        OneTooMany::new),
                aggregate(
                        "up to a version is exclusive",
                        "upToAVersionIncludesIt",
                        ExclusiveUpTo::new),
                aggregate(
                        "after a version is inclusive",
                        "afterAVersionComesTheNext",
                        InclusiveAfter::new));
    }

    private static Mutant log(String defect, String test, Mutant.ReaderMaker maker) {
        return Mutant.reading(defect, LogReadContract.class, test, maker);
    }

    private static Mutant page(String defect, String test, Mutant.ReaderMaker maker) {
        return Mutant.reading(defect, PageContract.class, test, maker);
    }

    private static Mutant aggregate(String defect, String test, Mutant.ReaderMaker maker) {
        return Mutant.reading(defect, AggregateReadContract.class, test, maker);
    }

    private static final class OneShort extends ListReader {
        OneShort(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        int sizeInEvents(LogSelection selection, List<Notification> found) {
            return Math.clamp(selection.limit() - 1, 0, found.size());
        }
    }

    private static final class ZeroIsNone extends ListReader {
        ZeroIsNone(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        int sizeInEvents(LogSelection selection, List<Notification> found) {
            return selection.limit() == 0 ? found.size() : super.sizeInEvents(selection, found);
        }
    }

    private static final class CappedPage extends ListReader {
        CappedPage(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        int sizeInEvents(LogSelection selection, List<Notification> found) {
            return Math.min(500, super.sizeInEvents(selection, found));
        }
    }

    private static final class ExclusiveUpTo extends ListReader {
        ExclusiveUpTo(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean isWithin(long number, long after, long upTo) {
            return number > after && number < upTo;
        }
    }

    private static final class InclusiveAfter extends ListReader {
        InclusiveAfter(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean isWithin(long number, long after, long upTo) {
            return number >= after && number <= upTo;
        }
    }

    private static final class OverflowingAfter extends ListReader {
        OverflowingAfter(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean isWithin(long number, long after, long upTo) {
            return number >= after + 1 && number <= upTo;
        }
    }

    private static final class ForwardsOnly extends ListReader {
        ForwardsOnly(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        LogPage page(LogSelection selection) {
            return super.page(
                    new LogSelection(
                            selection.after(),
                            selection.upTo(),
                            selection.query(),
                            selection.limit(),
                            Direction.FORWARDS));
        }
    }

    private static final class HeadOfThePage extends ListReader {
        HeadOfThePage(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        LogPage page(LogSelection selection) {
            LogPage page = super.page(selection);
            return new LogPage(page.notifications(), page.scannedTo(), page.scannedTo());
        }
    }

    private static final class CursorAtLastMatch extends ListReader {
        CursorAtLastMatch(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
            return page.isEmpty()
                    ? super.scannedTo(selection, page, true)
                    : page.getLast().position();
        }
    }

    private static final class CursorAtHead extends ListReader {
        CursorAtHead(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
            return super.scannedTo(selection, page, false);
        }
    }

    private static final class CursorBeyondBound extends ListReader {
        CursorBeyondBound(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
            return super.scannedTo(selection.upTo(Long.MAX_VALUE), page, full);
        }
    }

    private static final class CursorBeyondHead extends ListReader {
        CursorBeyondHead(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
            return Math.max(selection.after(), super.scannedTo(selection, page, full));
        }
    }

    private static final class BackwardsOffByOne extends ListReader {
        BackwardsOffByOne(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
            long right = super.scannedTo(selection, page, full);
            return selection.direction() == Direction.BACKWARDS && full
                    ? Math.max(0, right - 1)
                    : right;
        }
    }

    private static final class NoLargeEvents extends ListReader {
        private final long pageBytes;

        NoLargeEvents(ListStore store, long pageBytes) {
            super(store, pageBytes);
            this.pageBytes = pageBytes;
        }

        @Override
        int sizeInBytes(List<Notification> found) {
            boolean large =
                    !found.isEmpty() && found.getFirst().storedEvent().data().length() > pageBytes;
            return large ? 0 : super.sizeInBytes(found);
        }
    }

    private static final class OnePageOfVersions extends ListReader {
        OnePageOfVersions(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        List<StoredEvent> aggregate(AggregateSelection selection) {
            boolean next = selection.after() >= 500 && selection.limit() == 500;
            return next ? List.of() : super.aggregate(selection);
        }
    }

    private static final class LimitedBeforeTurned extends ListReader {
        LimitedBeforeTurned(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        List<StoredEvent> aggregate(AggregateSelection selection) {
            if (selection.direction() == Direction.FORWARDS) {
                return super.aggregate(selection);
            }
            var forwards =
                    new AggregateSelection(
                            selection.aggregateId(),
                            selection.after(),
                            selection.upTo(),
                            selection.limit(),
                            Direction.FORWARDS);
            return super.aggregate(forwards).reversed();
        }
    }

    private static final class OneTooMany extends ListReader {
        OneTooMany(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        List<StoredEvent> aggregate(AggregateSelection selection) {
            long limit = selection.limit();
            return super.aggregate(limit < 500 ? selection.limit(limit + 1) : selection);
        }
    }
}
