package org.annals.testkit.contract;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Defects of appending. */
final class AppendMutants {
    private AppendMutants() {}

    static List<Mutant> all() {
        return List.of(
                append(
                        "swallows a version conflict",
                        "appendingTheSameVersionTwiceConflicts",
                        AppendMutants::swallowingConflicts),
                append(
                        "accepts a hole in versions",
                        "aVersionThatLeavesAHoleConflicts",
                        AppendMutants::acceptingHoles),
                append(
                        "lets an aggregate begin with any version",
                        "anAggregateBeginsWithVersionOne",
                        AppendMutants::beginningAnywhere),
                append(
                        "keeps the first event of a rejected save",
                        "aRejectedRequestWritesNothing",
                        AppendMutants::keepingTheFirst),
                append(
                        "judges and writes event by event",
                        "aHoleInsideARequestConflicts",
                        AppendMutants::eventByEvent),
                append(
                        "checks only the first aggregate",
                        "eachAggregateOfARequestIsJudgedByItself",
                        AppendMutants::checkingTheFirstAggregate),
                append(
                        "judges a version against the log alone",
                        "versionsOfOneRequestReadBackInOrder",
                        AppendMutants::blindToTheRequest),
                append(
                        "names the last of several conflicts",
                        "ofSeveralConflictsTheFirstIsNamed",
                        AppendMutants::judgingBackwards),
                append(
                        "acknowledges before it commits",
                        "versionsOfSeveralRequestsReadBackInOrder",
                        AppendMutants::writingLater),
                append(
                        "counts positions from 0",
                        "positionsRiseByOneFromOneRequestToTheNext",
                        AppendMutants::countingFromZero),
                append(
                        "gives a receipt for nothing",
                        "appendingNothingGivesAnEmptyReceipt",
                        AppendMutants::receiptForNothing),
                append(
                        "takes one aggregate for another",
                        "sequencesOfAggregatesAreIndependent",
                        AppendMutants::mixingAggregates),
                append(
                        "loses the interrupt flag",
                        "anInterruptedCallerKeepsItsFlagAndKnowsTheOutcome",
                        AppendMutants::losingTheFlag),
                append(
                        "tells whoever is interrupted that nothing was written",
                        "whoeverIsInterruptedWhileAppendingKnowsTheOutcome",
                        AppendMutants::denyingWhatIsWritten),
                append(
                        "gives whoever is interrupted a receipt of nothing",
                        "whoeverIsInterruptedWhileAppendingKnowsTheOutcome",
                        AppendMutants::claimingWhatIsNotWritten));
    }

    private static Mutant append(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, AppendContract.class, test, opener);
    }

    private static ListRecorder swallowingConflicts(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                try {
                    return super.append(request);
                } catch (VersionConflictException swallowed) {
                    return AppendReceipt.empty();
                }
            }
        };
    }

    private static ListRecorder acceptingHoles(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                try {
                    super.judgeVersions(events);
                } catch (VersionConflictException e) {
                    if (e.givenVersion() < e.expectedVersion()) {
                        throw e;
                    }
                }
            }
        };
    }

    private static ListRecorder beginningAnywhere(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                try {
                    super.judgeVersions(events);
                } catch (VersionConflictException e) {
                    if (e.expectedVersion() > 1) {
                        throw e;
                    }
                }
            }
        };
    }

    private static ListRecorder keepingTheFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                try {
                    super.judge(request);
                } catch (RuntimeException e) {
                    store.add(request.events().getFirst());
                    throw e;
                }
            }
        };
    }

    private static ListRecorder eventByEvent(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                List<AppendReceipt> receipts = new ArrayList<>();
                for (StoredEvent event : request.events()) {
                    receipts.add(super.append(AppendRequest.of(List.of(event))));
                }
                return receipts.isEmpty()
                        ? super.append(request)
                        : new AppendReceipt(receipts.getFirst().first(), receipts.getLast().last());
            }
        };
    }

    private static ListRecorder checkingTheFirstAggregate(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                super.judgeVersions(events.stream().limit(1).toList());
            }
        };
    }

    private static ListRecorder blindToTheRequest(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                events.forEach(event -> super.judgeVersions(List.of(event)));
            }
        };
    }

    private static ListRecorder judgingBackwards(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeVersions(List<StoredEvent> events) {
                super.judgeVersions(events.reversed());
            }
        };
    }

    private static ListRecorder writingLater(ListStore store, Limits limits) {
        Queue<AppendRequest> waiting = new ArrayDeque<>();
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                long first = store.head() + 1;
                if (!waiting.isEmpty()) {
                    super.write(waiting.remove(), rows);
                }
                waiting.add(request);
                return new AppendReceipt(first, first + request.events().size() - 1);
            }
        };
    }

    private static ListRecorder countingFromZero(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                AppendReceipt receipt = super.write(request, rows);
                return receipt.first() > 1
                        ? new AppendReceipt(receipt.first() - 1, receipt.last() - 1)
                        : receipt;
            }
        };
    }

    private static ListRecorder receiptForNothing(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                AppendReceipt receipt = super.write(request, rows);
                return receipt.isEmpty()
                        ? new AppendReceipt(store.head() + 1, store.head() + 1)
                        : receipt;
            }
        };
    }

    private static ListRecorder mixingAggregates(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            long lastVersion(String aggregateId) {
                return store.log.stream()
                        .map(recorded -> recorded.storedEvent().origin())
                        .filter(origin -> origin != null)
                        .mapToLong(Origin::version)
                        .max()
                        .orElse(0);
            }
        };
    }

    private static ListRecorder losingTheFlag(ListStore store, Limits limits) {
        var lost = new AtomicBoolean();
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                lost.set(Thread.interrupted());
                return super.append(request);
            }
        };
    }

    private static ListRecorder denyingWhatIsWritten(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                boolean known = Thread.currentThread().isInterrupted();
                AppendReceipt receipt = super.append(request);
                Loitering.aMoment();
                if (Thread.currentThread().isInterrupted() && !known) {
                    throw new RecorderUnavailableException("Nothing was written.", null);
                }
                return receipt;
            }
        };
    }

    private static ListRecorder claimingWhatIsNotWritten(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                boolean known = Thread.currentThread().isInterrupted();
                Loitering.aMoment();
                return Thread.currentThread().isInterrupted() && !known
                        ? new AppendReceipt(head() + 1, head() + 1)
                        : super.append(request);
            }
        };
    }
}
