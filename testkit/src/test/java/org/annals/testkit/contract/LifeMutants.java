package org.annals.testkit.contract;

import org.annals.domain.TriggerScope;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.Tracking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Defects of limits, of closing, of opening again, and of knowing which log it is. */
final class LifeMutants {
    private LifeMutants() {}

    static List<Mutant> all() {
        return List.of(
                life(
                        "appends after close",
                        "anAppendAfterClosingWritesNothing",
                        LifeMutants::appendingAfterClose),
                life(
                        "reads after close",
                        "everyCallAfterClosingSaysThatItIsClosed",
                        LifeMutants::readingAfterClose),
                life(
                        "answers repeats after close",
                        "aRepeatAfterClosingSaysThatItIsClosed",
                        LifeMutants::appendingAfterClose),
                life("second close throws", "closingTwiceDoesNothing", LifeMutants::closingOnce),
                life(
                        "close leaves callers waiting",
                        "closingEndsTheWaiting",
                        LifeMutants::leavingWaiters),
                life(
                        "close says not reached",
                        "closingEndsTheWaiting",
                        LifeMutants::answeringWaiters),
                life(
                        "takes null for nothing",
                        "nullIsRefusedAtTheDoor",
                        LifeMutants::acceptingNull),
                limits("has no limits", "bytesOfAnEvent", all -> Limits.defaults()),
                limits("has exclusive limits", "bytesOfAnEvent", LifeMutants::oneByteLess),
                limits("lets one more in", "bytesOfAnEvent", LifeMutants::oneByteMore),
                durable("forgets tracking", "trackingIsKept", store -> store.trackings.clear()),
                durable("forgets epochs", "trackingIsKept", LifeMutants::forgetEpochs),
                durable("forgets rows", "rowsAreKept", store -> store.rows.clear()),
                durable("loses the last event", "eventsAreReadAgain", LifeMutants::loseTheLast),
                durable(
                        "loses the end of a long log",
                        "aLongLogIsReadAgain",
                        LifeMutants::loseBeyondAThousand),
                durable(
                        "forgets everything",
                        "aStoreMayBeOpenedManyTimes",
                        store -> store.log.clear()),
                identity(
                                "is a new log at each opening",
                                "aStoreThatIsOpenedAgainIsTheSameLog",
                                LifeMutants::newLog)
                        .kept(),
                identity(
                                "has a new incarnation at each opening",
                                "aStoreThatIsOpenedAgainEmptyIsTheSameLog",
                                LifeMutants::newIncarnation)
                        .kept(),
                identity(
                        "is a new log at each call",
                        "theIdentityStaysWhatItIs",
                        LifeMutants::newLogAtEachCall),
                identity(
                        "is the same log in every store",
                        "anotherStoreIsAnotherLog",
                        LifeMutants::theSameLog),
                second(
                                "keeps the head it has seen",
                                "whatOneHasBeenToldTheOtherSees",
                                LifeMutants::keepingTheHead)
                        .kept(),
                second(
                                "closes for both",
                                "closingOneLeavesTheOtherOpen",
                                LifeMutants::closingForBoth)
                        .kept());
    }

    private static Mutant life(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, LifeContract.class, test, opener);
    }

    private static Mutant identity(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, IdentityContract.class, test, opener);
    }

    private static Mutant second(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, SecondOpeningContract.class, test, opener);
    }

    private static Mutant limits(String defect, String test, UnaryOperator<Limits> change) {
        return Mutant.of(
                defect,
                LimitsContract.class,
                test,
                (store, limits) -> new ListRecorder(store, change.apply(limits)));
    }

    /** What happens to a store whenever it is opened. */
    @FunctionalInterface
    private interface Harm {
        void doneTo(ListStore store);
    }

    private static Mutant durable(String defect, String test, Harm harm) {
        return Mutant.of(
                        defect,
                        DurabilityContract.class,
                        test,
                        (store, limits) -> {
                            harm.doneTo(store);
                            return new ListRecorder(store, limits);
                        })
                .kept();
    }

    private static ListRecorder appendingAfterClose(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                store.lock.lock();
                try {
                    return judgeAndWrite(request);
                } finally {
                    store.lock.unlock();
                }
            }
        };
    }

    private static ListRecorder readingAfterClose(ListStore store, Limits limits) {
        var reader = new ListReader(store, limits.pageBytes());
        return new ListRecorder(store, limits) {
            @Override
            public LogPage readLog(LogSelection selection) {
                return reader.page(selection);
            }
        };
    }

    private static ListRecorder closingOnce(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public void close() {
                requireOpen();
                super.close();
            }
        };
    }

    private static ListRecorder leavingWaiters(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout)
                    throws InterruptedException {
                if (trackedPosition(upstream) < position) {
                    Thread.currentThread().join(timeout.toMillis());
                }
                return trackedPosition(upstream) >= position;
            }
        };
    }

    private static ListRecorder answeringWaiters(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout)
                    throws InterruptedException {
                try {
                    return super.awaitTracking(upstream, position, timeout);
                } catch (RecorderClosedException closed) {
                    return false;
                }
            }
        };
    }

    private static ListRecorder acceptingNull(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Optional<Tracking> findTracking(String upstream) {
                return locked(() -> Optional.ofNullable(store.trackings.get(upstream)));
            }
        };
    }

    private static Limits oneByteLess(Limits all) {
        return withEventBytes(all, all.eventBytes() - 1);
    }

    private static Limits oneByteMore(Limits all) {
        return withEventBytes(all, all.eventBytes() + 1);
    }

    private static Limits withEventBytes(Limits all, int eventBytes) {
        return all.toBuilder().eventBytes(eventBytes).build();
    }

    private static void forgetEpochs(ListStore store) {
        store.trackings.replaceAll((upstream, tracking) -> tracking.withEpoch(0));
    }

    private static void loseTheLast(ListStore store) {
        if (!store.log.isEmpty()) {
            store.log.removeLast();
        }
    }

    private static void loseBeyondAThousand(ListStore store) {
        while (store.log.size() > 1_000) {
            store.log.removeLast();
        }
    }

    private static ListRecorder newLog(ListStore store, Limits limits) {
        LogIdentity own = new ListStore(store.identity.name()).identity;
        return identified(store, limits, own);
    }

    private static ListRecorder newIncarnation(ListStore store, Limits limits) {
        LogIdentity old = store.identity;
        LogIdentity own = new LogIdentity(old.name(), old.logId(), TriggerScope.current().nextId());
        return identified(store, limits, own);
    }

    private static ListRecorder theSameLog(ListStore store, Limits limits) {
        return identified(
                store, limits, new LogIdentity("lists", SampleEvents.id(1), SampleEvents.id(2)));
    }

    private static ListRecorder identified(ListStore store, Limits limits, LogIdentity own) {
        return new ListRecorder(store, limits) {
            @Override
            public LogIdentity identity() {
                return own;
            }
        };
    }

    private static ListRecorder newLogAtEachCall(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public LogIdentity identity() {
                return new ListStore("lists").identity;
            }
        };
    }

    private static ListRecorder keepingTheHead(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            private long written;

            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                AppendReceipt receipt = super.write(request, rows);
                written = receipt.last();
                return receipt;
            }

            @Override
            public long head() {
                return locked(() -> written);
            }
        };
    }

    private static ListRecorder closingForBoth(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public void close() {
                super.close();
                store.trackings.put("closed", Tracking.of("closed", 1));
            }

            @Override
            void requireOpen() {
                super.requireOpen();
                if (store.trackings.containsKey("closed")) {
                    throw new RecorderClosedException(toString());
                }
            }
        };
    }
}
