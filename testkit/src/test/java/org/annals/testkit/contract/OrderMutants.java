package org.annals.testkit.contract;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Defects of the order of the log. */
final class OrderMutants {
    private OrderMutants() {}

    static List<Mutant> all() {
        return List.of(
                naive("one of eight decisions", "ofEightThatMayNotBothDecideOneWins"),
                naive("one of eight heads", "ofEightThatSawTheSameHeadOneWins"),
                naive("one of eight versions", "ofEightThatAppendTheSameVersionOneWins"),
                naive("one of eight positions", "ofEightThatProcessTheSamePositionOneWins"),
                naive("one of eight repeats", "oneRequestFromEightThreadsIsRecordedOnce"),
                Mutant.of(
                        "interleaves two saves",
                        ConcurrencyContract.class,
                        "theEventsOfOneAppendAreNeighbours",
                        Interleaving::new),
                Mutant.of(
                        "shows a part of an append to readers",
                        ConcurrencyContract.class,
                        "tenWritersAndTwoReadersAgreeOnOneLog",
                        Interleaving::new),
                Mutant.of(
                        "shows a part of an append to readers of an aggregate",
                        ConcurrencyContract.class,
                        "readersOfAnAggregateSeeWholeAppendsInOrder",
                        Interleaving::new),
                Mutant.of(
                        "says how far it scanned by a later snapshot",
                        ConcurrencyContract.class,
                        "tenWritersAndTwoReadersAgreeOnOneLog",
                        OrderMutants::scannedLater),
                Mutant.of(
                        "says how far it scanned for matches by a later snapshot",
                        PageContract.class,
                        "readersOfMatchesMissNothingWhileOthersAppend",
                        OrderMutants::scannedLaterForMatches),
                Mutant.of(
                        "leaves a hole after a rejection",
                        AppendContract.class,
                        "aRejectedRequestUsesUpNoPositionAndNoId",
                        OrderMutants::leavingHoles),
                Mutant.of(
                        "answers with a stale head",
                        ConcurrencyContract.class,
                        "whatHasReturnedIsSeenByEveryThread",
                        OrderMutants::withStaleHead),
                Mutant.of(
                        "reorders the events of a save",
                        AppendContract.class,
                        "interleavedAggregatesStayInterleaved",
                        OrderMutants::sortingEvents),
                Mutant.of(
                        "takes the order of insertion for that of versions",
                        AppendContract.class,
                        "versionsInsideARequestRiseInTheOrderGiven",
                        OrderMutants::ignoringOrderOfVersions));
    }

    private static Mutant naive(String among, String test) {
        return Mutant.of(
                "judges without the lock: " + among, ConcurrencyContract.class, test, Naive::new);
    }

    /** Judges first and writes afterwards, as if nobody else were there. */
    private static final class Naive extends ListRecorder {
        Naive(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public AppendReceipt append(AppendRequest request) {
            var first = locked(() -> findFirstReceipt(request));
            locked(
                    () -> {
                        judge(request);
                        return true;
                    });
            Loitering.aMoment();
            return first.orElseGet(() -> locked(() -> write(request, new ListRows())));
        }
    }

    /** Lets others in between the events of one append. */
    private static final class Interleaving extends ListRecorder {
        Interleaving(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public AppendReceipt append(AppendRequest request) {
            long first = head() + 1;
            int pause = Math.max(1, request.events().size() / 50);
            for (int i = 0; i < request.events().size(); i++) {
                var one = AppendRequest.of(request.events().subList(i, i + 1));
                locked(() -> write(one, new ListRows()));
                if (i % pause == 0) {
                    Loitering.aMoment();
                }
            }
            return new AppendReceipt(first, first + request.events().size() - 1);
        }
    }

    private static ListRecorder scannedLater(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public LogPage readLog(LogSelection selection) {
                LogPage page = super.readLog(selection);
                Loitering.aMoment();
                return page.notifications().size() == selection.limit()
                        ? page
                        : new LogPage(page.notifications(), head(), head());
            }
        };
    }

    private static ListRecorder scannedLaterForMatches(ListStore store, Limits limits) {
        ListRecorder later = scannedLater(store, limits);
        return new ListRecorder(store, limits) {
            @Override
            public LogPage readLog(LogSelection selection) {
                return selection.query().items().isEmpty()
                        ? super.readLog(selection)
                        : later.readLog(selection);
            }
        };
    }

    private static ListRecorder leavingHoles(ListStore store, Limits limits) {
        var hidden = new StoredEventHider(store, limits.pageBytes());
        return new ListRecorder(store, limits, hidden) {
            @Override
            void judge(AppendRequest request) {
                try {
                    super.judge(request);
                } catch (RuntimeException e) {
                    store.add(StoredEventHider.HIDDEN);
                    throw e;
                }
            }
        };
    }

    /** Does not show the event that fills a hole. */
    private static final class StoredEventHider extends ListReader {
        static final StoredEvent HIDDEN = new SampleEvents().fact("hidden", "hidden:1");

        StoredEventHider(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(Query query, StoredEvent event) {
            return !event.equals(HIDDEN) && super.matches(query, event);
        }
    }

    private static ListRecorder withStaleHead(ListStore store, Limits limits) {
        var stale = new AtomicLong();
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                stale.set(store.head());
                return super.write(request, rows);
            }

            @Override
            public long head() {
                return stale.get();
            }
        };
    }

    private static ListRecorder sortingEvents(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                List<StoredEvent> sorted =
                        request.events().stream()
                                .sorted(Comparator.comparing(OrderMutants::aggregateId))
                                .toList();
                return super.write(AppendRequest.of(sorted), rows);
            }
        };
    }

    private static ListRecorder ignoringOrderOfVersions(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                super.judgeVersions(
                        events.stream()
                                .sorted(Comparator.comparingLong(OrderMutants::versionOf))
                                .toList());
            }
        };
    }

    private static String aggregateId(StoredEvent event) {
        Origin origin = event.origin();
        return origin == null ? "" : origin.aggregateId();
    }

    private static long versionOf(StoredEvent event) {
        Origin origin = event.origin();
        return origin == null ? 0 : origin.version();
    }
}
