package org.annals.testkit.contract;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Timer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Defects of parking events. */
final class ParkingMutants {
    private ParkingMutants() {}

    static List<Mutant> all() {
        return List.of(
                parking(
                        "parks though the append is refused",
                        "aRefusedAppendParksNothing",
                        (store, limits) -> new Early(store, limits)),
                parking(
                        "keeps the changes before one that is refused",
                        "whatIsNotParkedCannotBeUnparked",
                        Mutant.processes(Unrestored::new)),
                parking(
                        "unparks what is gone",
                        "anEventIsUnparkedOnce",
                        Mutant.processes(Lenient::new)),
                parking(
                        "parks behind nothing",
                        "nothingIsParkedBehindWhatIsNotParkedAnyMore",
                        Mutant.processes(Credulous::new)),
                parking(
                        "parks behind what is parked of another upstream",
                        "anEventIsParkedBehindOthersOfItsKeyAlone",
                        Mutant.processes(Confusing::new)),
                parking(
                        "judges the changes of a repeat",
                        "aRepeatChangesNothingMore",
                        ParkingMutants::judgingRepeats),
                parking(
                        "makes changes in the order of their kinds",
                        "whatIsTriedAgainInVainIsParkedAnewInOneAppend",
                        Mutant.processes(Reordering::new)),
                parking(
                        "replaces what is parked already",
                        "whatIsParkedAlreadyStaysAsItIs",
                        Mutant.processes(Replacing::new)),
                parking(
                        "reads the latest parked first",
                        "theyAreReadInTheOrderOfTheirPositions",
                        Mutant.processes(Unordered::new)),
                parking(
                        "reads parked events from a position on",
                        "theyAreReadInPages",
                        Mutant.processes(From::new)),
                parking(
                        "mixes the parked events of upstreams",
                        "eachUpstreamHasItsOwn",
                        Mutant.processes(Mixing::new)),
                parking(
                        "folds keys",
                        "keysAreExactAndSortedByCodePoints",
                        Mutant.processes(Folding::new)),
                parking(
                        "forgets the problem",
                        "whatIsParkedIsReadAsItIs",
                        Mutant.processes(Forgetful::new)),
                parking(
                        "parks after the append",
                        "trackingAndParkedEventsAreSeenTogether",
                        ParkingMutants::inTwoSteps));
    }

    private static Mutant parking(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, ParkingContract.class, test, opener);
    }

    private static AppendRequest without(AppendRequest request) {
        AppendRequest bare = AppendRequest.of(request.events());
        for (var condition : request.conditions()) {
            bare = bare.onCondition(condition);
        }
        if (request.tracking().isPresent()) {
            bare = bare.withTracking(request.tracking().get());
        }
        return request.work().isPresent() ? bare.withWork(request.work().get()) : bare;
    }

    private static final class Early extends ListRecorder {
        Early(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        AppendReceipt judgeAndWrite(AppendRequest request) {
            new ListProcesses(store).change(request.changes());
            return super.judgeAndWrite(without(request));
        }
    }

    private static ListRecorder judgingRepeats(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                if (findFirstReceipt(request).isPresent()) {
                    new ListProcesses(store).change(request.changes());
                }
                return super.judgeAndWrite(request);
            }
        };
    }

    private static ListRecorder inTwoSteps(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                AppendReceipt receipt = super.append(without(request));
                Loitering.aMoment();
                return locked(
                        () -> {
                            new ListProcesses(store).change(request.changes());
                            return receipt;
                        });
            }
        };
    }

    private static final class Unrestored extends ListProcesses {
        Unrestored(ListStore store) {
            super(store);
        }

        @Override
        void restore(List<ParkedEvent> parked, List<Timer> timers) {}
    }

    private static final class Lenient extends ListProcesses {
        Lenient(ListStore store) {
            super(store);
        }

        @Override
        void unpark(String upstream, long position) {
            store.parked.removeIf(each -> isAt(each, upstream, position));
        }
    }

    private static final class Credulous extends ListProcesses {
        Credulous(ListStore store) {
            super(store);
        }

        @Override
        void parkBehind(ParkedEvent event) {
            park(event);
        }
    }

    private static final class Confusing extends ListProcesses {
        Confusing(ListStore store) {
            super(store);
        }

        @Override
        void parkBehind(ParkedEvent event) {
            if (store.parked.stream().anyMatch(each -> each.key().equals(event.key()))) {
                park(event);
            } else {
                super.parkBehind(event);
            }
        }
    }

    private static final class Reordering extends ListProcesses {
        Reordering(ListStore store) {
            super(store);
        }

        @Override
        void change(List<ProcessChange> changes) {
            List<ProcessChange> parksFirst = new ArrayList<>(changes);
            parksFirst.sort((one, other) -> rank(one) - rank(other));
            super.change(parksFirst);
        }

        private static int rank(ProcessChange change) {
            return change instanceof ProcessChange.Park ? 0 : 1;
        }
    }

    private static final class Replacing extends ListProcesses {
        Replacing(ListStore store) {
            super(store);
        }

        @Override
        void park(ParkedEvent event) {
            store.parked.removeIf(each -> isAt(each, event.upstream(), event.position()));
            super.park(event);
        }
    }

    private static final class Unordered extends ListProcesses {
        Unordered(ListStore store) {
            super(store);
        }

        @Override
        List<ParkedEvent> parked(String upstream, long after, int limit) {
            List<ParkedEvent> reversed =
                    new ArrayList<>(
                            parked(upstream).filter(each -> each.position() > after).toList());
            Collections.reverse(reversed);
            return reversed.stream().limit(limit).toList();
        }
    }

    private static final class From extends ListProcesses {
        From(ListStore store) {
            super(store);
        }

        @Override
        List<ParkedEvent> parked(String upstream, long after, int limit) {
            return super.parked(upstream, after - 1, limit);
        }
    }

    private static final class Mixing extends ListProcesses {
        Mixing(ListStore store) {
            super(store);
        }

        @Override
        Stream<ParkedEvent> parked(String upstream) {
            return store.parked.stream();
        }
    }

    private static final class Folding extends ListProcesses {
        Folding(ListStore store) {
            super(store);
        }

        @Override
        boolean isParked(String upstream, String key) {
            String folded = key.toLowerCase(Locale.ROOT);
            return parked(upstream)
                    .anyMatch(event -> event.key().toLowerCase(Locale.ROOT).equals(folded));
        }
    }

    private static final class Forgetful extends ListProcesses {
        Forgetful(ListStore store) {
            super(store);
        }

        @Override
        ParkedEvent keeping(ParkedEvent event) {
            return new ParkedEvent(
                    event.upstream(),
                    event.key(),
                    event.position(),
                    event.eventId(),
                    event.type(),
                    "",
                    event.attempts(),
                    event.parkedOn());
        }
    }
}
