package org.annals.testkit.contract;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Timer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Defects of timers. */
final class TimerMutants {
    private TimerMutants() {}

    static List<Mutant> all() {
        return List.of(
                timers("fires a timer twice", "aTimerIsFiredOnceWithItsEvents", Lenient::new),
                timers(
                        "fires a timer that stays set",
                        "aTimerIsFiredOnceWithItsEvents",
                        Staying::new),
                timers(
                        "fires a timer that was set anew",
                        "aTimerThatWasSetAnewIsNotFiredAsItWas",
                        ByName::new),
                timers(
                        "fires a timer whose data are others now",
                        "aTimerThatWasSetAnewIsNotFiredAsItWas",
                        ByTime::new),
                timers("lets a cancelled timer fall due", "aCancelledTimerIsNeverDue", Deaf::new),
                timers("cancels the timers of all", "eachProcessHasTimersOfItsOwn", ById::new),
                timers("sees the timers of all", "eachProcessHasTimersOfItsOwn", Mixing::new),
                timers(
                        "reads timers by their ids",
                        "timersAreReadInTheOrderInWhichTheyFallDue",
                        OrderedByIds::new),
                timers(
                        "reads timers of one moment in any order",
                        "thoseOfOneMomentAreReadInTheOrderOfTheirIds",
                        OrderedByTimes::new),
                timers(
                        "orders ids of timers by UTF-16",
                        "thoseOfOneMomentAreReadInTheOrderOfTheirIds",
                        OrderedByUtf16::new),
                timers("has timers due too late", "aTimerIsDueFromItsTimeOn", Late::new),
                timers("has timers due too early", "aTimerIsDueFromItsTimeOn", Early::new),
                timers(
                        "sets a timer beside the old one",
                        "settingATimerAgainReplacesIt",
                        Beside::new),
                timers("keeps the first timer", "settingATimerAgainReplacesIt", First::new),
                timers(
                        "names the last timer as the next",
                        "theNextOneIsTheFirstThatFallsDue",
                        Last::new),
                timers("cuts timers to milliseconds", "aTimerIsReadAsItIs", Cutting::new),
                timers(
                        "refuses to cancel what is not set",
                        "cancellingWhatIsNotSetChangesNothing",
                        Strict::new),
                Mutant.of(
                        "sets timers though the append is refused",
                        TimerContract.class,
                        "aRefusedAppendChangesNoTimers",
                        TimerMutants::early));
    }

    private static Mutant timers(String defect, String test, Mutant.ProcessesMaker maker) {
        return Mutant.of(defect, TimerContract.class, test, Mutant.processes(maker));
    }

    private static ListRecorder early(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                for (ProcessChange change : request.changes()) {
                    new ListProcesses(store).make(change);
                }
                super.judge(request);
            }
        };
    }

    private static final class Lenient extends ListProcesses {
        Lenient(ListStore store) {
            super(store);
        }

        @Override
        void fire(Timer timer) {
            cancel(timer.process(), timer.id());
        }
    }

    private static final class Staying extends ListProcesses {
        Staying(ListStore store) {
            super(store);
        }

        @Override
        void fire(Timer timer) {
            super.fire(timer);
            set(timer);
        }
    }

    private static final class ByName extends ListProcesses {
        ByName(ListStore store) {
            super(store);
        }

        @Override
        boolean isSame(Timer set, Timer given) {
            return isOf(set, given.process(), given.id());
        }
    }

    private static final class ByTime extends ListProcesses {
        ByTime(ListStore store) {
            super(store);
        }

        @Override
        boolean isSame(Timer set, Timer given) {
            return isOf(set, given.process(), given.id()) && set.dueOn().equals(given.dueOn());
        }
    }

    private static final class Deaf extends ListProcesses {
        Deaf(ListStore store) {
            super(store);
        }

        @Override
        void cancel(String process, String id) {}
    }

    private static final class ById extends ListProcesses {
        ById(ListStore store) {
            super(store);
        }

        @Override
        boolean isOf(Timer timer, String process, String id) {
            return timer.id().equals(id);
        }
    }

    private static final class Mixing extends ListProcesses {
        Mixing(ListStore store) {
            super(store);
        }

        @Override
        Stream<Timer> timers(String process) {
            return store.timers.stream();
        }
    }

    private static final class OrderedByIds extends ListProcesses {
        OrderedByIds(ListStore store) {
            super(store);
        }

        @Override
        Comparator<Timer> order() {
            return Comparator.comparing(Timer::id);
        }
    }

    private static final class OrderedByTimes extends ListProcesses {
        OrderedByTimes(ListStore store) {
            super(store);
        }

        @Override
        Comparator<Timer> order() {
            return Comparator.comparing(Timer::dueOn);
        }
    }

    private static final class OrderedByUtf16 extends ListProcesses {
        OrderedByUtf16(ListStore store) {
            super(store);
        }

        @Override
        Comparator<Timer> order() {
            return Comparator.comparing(Timer::dueOn).thenComparing(Timer::id);
        }
    }

    private static final class Late extends ListProcesses {
        Late(ListStore store) {
            super(store);
        }

        @Override
        boolean isDue(Timer timer, Instant until) {
            return timer.dueOn().isBefore(until);
        }
    }

    private static final class Early extends ListProcesses {
        Early(ListStore store) {
            super(store);
        }

        @Override
        boolean isDue(Timer timer, Instant until) {
            return timer.dueOn().getEpochSecond() <= until.getEpochSecond();
        }
    }

    private static final class Beside extends ListProcesses {
        Beside(ListStore store) {
            super(store);
        }

        @Override
        void set(Timer timer) {
            store.timers.add(timer);
        }
    }

    private static final class First extends ListProcesses {
        First(ListStore store) {
            super(store);
        }

        @Override
        void set(Timer timer) {
            if (store.timers.stream().noneMatch(each -> isOf(each, timer.process(), timer.id()))) {
                store.timers.add(timer);
            }
        }
    }

    private static final class Last extends ListProcesses {
        Last(ListStore store) {
            super(store);
        }

        @Override
        Optional<Instant> nextTimer(String process) {
            return timers(process).map(Timer::dueOn).max(Comparator.naturalOrder());
        }
    }

    private static final class Cutting extends ListProcesses {
        Cutting(ListStore store) {
            super(store);
        }

        @Override
        void set(Timer timer) {
            super.set(
                    new Timer(
                            timer.process(),
                            timer.id(),
                            timer.dueOn().truncatedTo(ChronoUnit.MILLIS),
                            timer.data()));
        }
    }

    private static final class Strict extends ListProcesses {
        Strict(ListStore store) {
            super(store);
        }

        @Override
        void cancel(String process, String id) {
            if (store.timers.stream().noneMatch(each -> isOf(each, process, id))) {
                throw new IllegalArgumentException("There is no timer '%s'.".formatted(id));
            }
            super.cancel(process, id);
        }
    }
}
