package org.annals.testkit.contract;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Defects of judging conditions. */
final class ConditionMutants {
    private ConditionMutants() {}

    static List<Mutant> all() {
        return List.of(
                condition(
                        "judges no conditions",
                        "aTagIsFailedByItsEvents",
                        (store, limits) -> new Choosing(store, limits, List.of())),
                condition(
                        "takes >= for >",
                        "whatNoEventAfterThePositionMatchesHolds",
                        ConditionMutants::inclusive),
                condition(
                        "forgets the position",
                        "afterTheHeadEverythingHolds",
                        ConditionMutants::forgettingThePosition),
                condition(
                        "judges the first condition alone",
                        "allOfSeveralConditionsMustHold",
                        (store, limits) -> new Choosing(store, limits, List.of(0))),
                condition(
                        "names the last of several conditions",
                        "ofSeveralFailedConditionsTheFirstIsNamed",
                        (store, limits) -> new Choosing(store, limits, List.of(1, 0))),
                condition(
                        "names the last event that matches",
                        "anEmptyQueryIsFailedByAnyEvent",
                        ConditionMutants::namingTheLast),
                condition(
                        "meets the events of the same request",
                        "theEventsOfARequestDoNotFailItsOwnCondition",
                        ConditionMutants::meetingItsOwn),
                condition(
                        "is blind to the request before",
                        "theEventsOfARequestFailTheNext",
                        ConditionMutants::blindToTheLast),
                condition(
                        "looks at one page only",
                        "aConditionReachesTheWholeLog",
                        ConditionMutants::lookingAtOnePage),
                condition(
                        "judges no condition where there are no events",
                        "aConditionWithoutEventsIsJudged",
                        ConditionMutants::ignoringEmptyRequests),
                condition(
                        "does not see events of aggregates",
                        "eventsOfAnAggregateFailAConditionOnTheirTags",
                        ConditionMutants::blindToAggregates),
                condition(
                        "writes before it judges",
                        "aRefusedRequestWritesNoneOfItsEvents",
                        ConditionMutants::writingFirst),
                condition(
                        "ignores the second item of a condition",
                        "severalItemsAreFailedByAnEventThatMatchesOne",
                        ConditionMutants::ignoringTheSecondItem),
                Mutant.of(
                                "sees only what its own process wrote",
                                SecondOpeningContract.class,
                                "conditionsAreJudgedAgainstBoth",
                                ConditionMutants::seeingItsOwnOnly)
                        .kept());
    }

    private static Mutant condition(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, ConditionContract.class, test, opener);
    }

    /** Judges some of the conditions, in an order of its own. */
    private static final class Choosing extends ListRecorder {
        private final List<Integer> chosen;

        Choosing(ListStore store, Limits limits, List<Integer> chosen) {
            super(store, limits);
            this.chosen = chosen;
        }

        @Override
        void judge(AppendRequest request) {
            judgeVersions(request.events());
            for (int index : chosen) {
                if (index < request.conditions().size()) {
                    judgeCondition(request.conditions().get(index));
                }
            }
        }
    }

    private static ListRecorder inclusive(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isAfter(FailIfMatching condition, long position) {
                return position >= condition.after();
            }
        };
    }

    private static ListRecorder forgettingThePosition(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isAfter(FailIfMatching condition, long position) {
                return true;
            }
        };
    }

    private static ListRecorder namingTheLast(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeCondition(FailIfMatching condition) {
                try {
                    super.judgeCondition(condition);
                } catch (AppendConditionFailedException e) {
                    throw new AppendConditionFailedException(condition, store.head());
                }
            }
        };
    }

    private static ListRecorder meetingItsOwn(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                super.judge(request);
                List<Notification> before = new ArrayList<>(store.log);
                request.events().forEach(store::add);
                try {
                    request.conditions().forEach(this::judgeCondition);
                } finally {
                    store.log.clear();
                    store.log.addAll(before);
                }
            }
        };
    }

    private static ListRecorder blindToTheLast(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isAfter(FailIfMatching condition, long position) {
                return super.isAfter(condition, position) && position < store.head();
            }
        };
    }

    private static ListRecorder lookingAtOnePage(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isAfter(FailIfMatching condition, long position) {
                return super.isAfter(condition, position) && position <= 500;
            }
        };
    }

    private static ListRecorder ignoringEmptyRequests(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                if (!request.events().isEmpty()) {
                    super.judge(request);
                }
            }
        };
    }

    private static ListRecorder blindToAggregates(ListStore store, Limits limits) {
        var reader =
                new ListReader(store, limits.pageBytes()) {
                    @Override
                    boolean matches(Query query, StoredEvent event) {
                        return event.origin() == null && super.matches(query, event);
                    }
                };
        return new ListRecorder(store, limits, reader);
    }

    private static ListRecorder writingFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                AppendReceipt receipt = super.judgeAndWrite(AppendRequest.of(request.events()));
                request.conditions().stream()
                        .filter(condition -> condition.after() < receipt.first() - 1)
                        .forEach(this::judgeCondition);
                return receipt;
            }
        };
    }

    private static ListRecorder ignoringTheSecondItem(ListStore store, Limits limits) {
        var reader =
                new ListReader(store, limits.pageBytes()) {
                    @Override
                    boolean matches(Query query, StoredEvent event) {
                        return query.items().isEmpty()
                                || matches(query.items().iterator().next(), event);
                    }
                };
        return new ListRecorder(store, limits, reader);
    }

    private static ListRecorder seeingItsOwnOnly(ListStore store, Limits limits) {
        Set<UUID> own = new HashSet<>();
        return new ListRecorder(store, limits) {
            @Override
            StoredEvent kept(StoredEvent event) {
                own.add(event.id());
                return event;
            }

            @Override
            boolean isAfter(FailIfMatching condition, long position) {
                StoredEvent event = store.log.get((int) position - 1).storedEvent();
                return own.contains(event.id()) && super.isAfter(condition, position);
            }
        };
    }
}
