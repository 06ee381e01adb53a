package org.annals.testkit.contract;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.WorkRunner;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defects of rows of the user's own, and of the order of refusal. */
final class RowMutants {
    private RowMutants() {}

    static List<Mutant> all() {
        return List.of(
                rows("commits rows apart", "aVersionConflictUndoesTheRows", Apart::new),
                rows(
                        "commits rows of a stale view",
                        "aTrackingConflictUndoesTheRowsOfAViewWithoutEvents",
                        Apart::new),
                rows(
                        "commits rows of a failed decision",
                        "aFailedConditionUndoesTheRows",
                        Apart::new),
                rows(
                        "shows rows before the events",
                        "eventsAndRowsAreSeenTogether",
                        (store, limits) -> new InTwoSteps(store, limits, true)),
                rows(
                        "shows events before the rows",
                        "eventsAndRowsAreSeenTogether",
                        (store, limits) -> new InTwoSteps(store, limits, false)),
                rows("commits rows of a repeat", "aRepeatWritesItsRowsOnlyOnce", RowMutants::again),
                rows(
                        "commits rows of work that failed",
                        "aFailureOfTheWorkWithoutEventsUndoesItsRows",
                        RowMutants::always),
                rows(
                        "commits events before rows",
                        "aCheckedExceptionOfTheWorkIsTheCause",
                        RowMutants::eventsFirst),
                rows(
                        "swallows what the work throws",
                        "anUncheckedExceptionOfTheWorkReachesTheCallerAsItIs",
                        RowMutants::swallowing),
                rows(
                        "wraps what the work throws",
                        "anUncheckedExceptionOfTheWorkReachesTheCallerAsItIs",
                        RowMutants::wrapping),
                rows(
                        "forgets rows without events",
                        "rowsCommitWithoutEvents",
                        RowMutants::needingEvents),
                rows(
                        "lets work append to the same recorder",
                        "workThatAppendsToTheSameRecorderIsRefused",
                        RowMutants::nesting),
                refusal(
                        "judges versions before tracking",
                        "trackingComesBeforeVersionsAndConditions",
                        "versions",
                        "tracking",
                        "conditions"),
                refusal(
                        "judges conditions before versions",
                        "versionsComeBeforeConditions",
                        "tracking",
                        "conditions",
                        "versions"),
                refusal(
                        "judges conditions before tracking",
                        "trackingComesBeforeVersionsAndConditions",
                        "conditions",
                        "tracking",
                        "versions"),
                Mutant.of(
                        "runs the work before it judges",
                        OrderOfRefusalContract.class,
                        "aFailureOfTheWorkComesLast",
                        RowMutants::workFirst),
                Mutant.of(
                        "judges ids last",
                        OrderOfRefusalContract.class,
                        "idsComeBeforeVersions",
                        RowMutants::idsLast),
                Mutant.of(
                        "judges ids after tracking",
                        OrderOfRefusalContract.class,
                        "idsComeBeforeTracking",
                        RowMutants::idsLast),
                Mutant.of(
                        "judges ids after conditions",
                        OrderOfRefusalContract.class,
                        "idsComeBeforeConditions",
                        RowMutants::idsLast),
                Mutant.of(
                        "judges a repeat like a new request",
                        OrderOfRefusalContract.class,
                        "aRepeatComesBeforeAllReasons",
                        RowMutants::repeatLast));
    }

    private static Mutant rows(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, TransactionWorkContract.class, test, opener);
    }

    private static Mutant refusal(String defect, String test, String... order) {
        return Mutant.of(
                defect,
                OrderOfRefusalContract.class,
                test,
                (store, limits) -> new Reordered(store, limits, List.of(order)));
    }

    /** Commits rows as soon as the work is done. */
    private static final class Apart extends ListRecorder {
        Apart(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        AppendReceipt judgeAndWrite(AppendRequest request) {
            var rows = new ListRows();
            WorkRunner.run(request, Map.of(ListRows.class, rows));
            store.rows.putAll(rows.written);
            return super.judgeAndWrite(request);
        }
    }

    /** Lets others look between the rows and the rest. */
    private static final class InTwoSteps extends ListRecorder {
        private final boolean rowsComeFirst;

        InTwoSteps(ListStore store, Limits limits, boolean rowsComeFirst) {
            super(store, limits);
            this.rowsComeFirst = rowsComeFirst;
        }

        @Override
        public AppendReceipt append(AppendRequest request) {
            var rows = new ListRows();
            WorkRunner.run(request, Map.of(ListRows.class, rows));
            if (rowsComeFirst) {
                commit(rows);
                Loitering.aMoment();
            }
            AppendReceipt receipt = locked(() -> write(request, new ListRows()));
            if (!rowsComeFirst) {
                Loitering.aMoment();
                commit(rows);
            }
            return receipt;
        }

        private void commit(ListRows rows) {
            locked(
                    () -> {
                        store.rows.putAll(rows.written);
                        return true;
                    });
        }
    }

    private static ListRecorder again(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                Optional<AppendReceipt> first = super.findFirstReceipt(request);
                if (first.isPresent()) {
                    var rows = new ListRows();
                    WorkRunner.run(request, Map.of(ListRows.class, rows));
                    store.rows.putAll(rows.written);
                }
                return first;
            }
        };
    }

    private static ListRecorder always(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                var rows = new ListRows();
                try {
                    WorkRunner.run(request, Map.of(ListRows.class, rows));
                } finally {
                    store.rows.putAll(rows.written);
                }
                return super.judgeAndWrite(request);
            }
        };
    }

    private static ListRecorder eventsFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                judge(request);
                AppendReceipt receipt = write(request, new ListRows());
                var rows = new ListRows();
                WorkRunner.run(request, Map.of(ListRows.class, rows));
                store.rows.putAll(rows.written);
                return receipt;
            }
        };
    }

    private static ListRecorder swallowing(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                try {
                    return super.judgeAndWrite(request);
                } catch (IllegalStateException swallowed) {
                    return AppendReceipt.empty();
                }
            }
        };
    }

    private static ListRecorder wrapping(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                try {
                    return super.judgeAndWrite(request);
                } catch (IllegalStateException wrapped) {
                    throw new TransactionWorkFailedException(wrapped);
                }
            }
        };
    }

    private static ListRecorder needingEvents(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                return super.write(request, request.events().isEmpty() ? new ListRows() : rows);
            }
        };
    }

    private static ListRecorder nesting(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public AppendReceipt append(AppendRequest request) {
                return locked(() -> judgeAndWrite(request));
            }
        };
    }

    /** Judges the parts of a request in another order. */
    private static final class Reordered extends ListRecorder {
        private final List<String> order;

        Reordered(ListStore store, Limits limits, List<String> order) {
            super(store, limits);
            this.order = order;
        }

        @Override
        void judge(AppendRequest request) {
            for (String part : order) {
                switch (part) {
                    case "tracking" -> request.tracking().ifPresent(this::judgeTracking);
                    case "versions" -> judgeVersions(request.events());
                    default -> request.conditions().forEach(this::judgeCondition);
                }
            }
        }
    }

    private static ListRecorder idsLast(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeIds(List<StoredEvent> events) {
                // Later.
            }

            @Override
            void judge(AppendRequest request) {
                super.judge(request);
                super.judgeIds(request.events());
            }
        };
    }

    private static ListRecorder repeatLast(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                judge(request);
                return super.findFirstReceipt(request);
            }
        };
    }

    private static ListRecorder workFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                WorkRunner.run(request, Map.of(ListRows.class, new ListRows()));
                super.judge(request);
            }
        };
    }
}
