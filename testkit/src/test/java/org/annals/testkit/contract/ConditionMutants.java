package org.annals.testkit.contract;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

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
                condition(
                        "names no events",
                        "aFailureNamesTheEventsThatMatch",
                        ConditionMutants::namingNone),
                condition(
                        "names the first event alone",
                        "fiveEventsAreNamedAtMost",
                        (store, limits) -> new Naming(store, limits, 1, 1_000)),
                condition(
                        "names four events at most",
                        "fiveEventsAreNamedAtMost",
                        (store, limits) -> new Naming(store, limits, 4, 1_000)),
                condition(
                        "looks at fewer positions for them",
                        "aThousandPositionsAreLookedAtForThem",
                        (store, limits) -> new Naming(store, limits, 5, 999)),
                condition(
                        "looks at more positions for them",
                        "aThousandPositionsAreLookedAtForThem",
                        (store, limits) -> new Naming(store, limits, 5, 1_001)),
                condition(
                        "names events before the position",
                        "whatStandsBeforeThePositionIsNotNamed",
                        ConditionMutants::namingFromTheBeginning),
                condition(
                        "names any item of the query",
                        "whatMatchesEverythingIsNamedByAnItemThatDoes",
                        ConditionMutants::namingAnItemOfItsOwn),
                condition(
                        "names the item that asks for everything",
                        "ofSeveralItemsTheNarrowestIsNamed",
                        (store, limits) -> narrower(store, limits, (one, other) -> false)),
                condition(
                        "takes an item without types for one of few",
                        "ofSeveralItemsTheNarrowestIsNamed",
                        ConditionMutants::takingNoTypesForFew),
                condition(
                        "names the last of the narrowest items",
                        "ofItemsAsNarrowTheFirstInTheOrderOfTheirTextIsNamed",
                        ConditionMutants::namingTheLastItem),
                Mutant.of(
                        "accepts every other conflict",
                        ConditionRaceContract.class,
                        "nobodyIsAcceptedAgainstAConditionOrRefusedWithoutAReason",
                        ConditionMutants::acceptingEveryOther),
                Mutant.of(
                        "refuses for what is at the head",
                        ConditionRaceContract.class,
                        "nobodyIsAcceptedAgainstAConditionOrRefusedWithoutAReason",
                        ConditionMutants::namingTheLast),
                Mutant.of(
                                "judges in its own process by what it wrote itself",
                                ConditionRaceContract.class,
                                "norIsAnybodyWhoseRecorderIsAnother",
                                ConditionMutants::seeingItsOwnOnly)
                        .kept(),
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

    /** Names other numbers of events. */
    private static final class Naming extends ListRecorder {
        private final int most;
        private final int reach;

        Naming(ListStore store, Limits limits, int most, int reach) {
            super(store, limits);
            this.most = most;
            this.reach = reach;
        }

        @Override
        int mostMatches() {
            return most;
        }

        @Override
        int reach() {
            return reach;
        }
    }

    private static ListRecorder acceptingEveryOther(ListStore store, Limits limits) {
        var conflicts = new AtomicInteger();
        return new ListRecorder(store, limits) {
            @Override
            void judgeCondition(FailIfMatching condition) {
                try {
                    super.judgeCondition(condition);
                } catch (AppendConditionFailedException e) {
                    if (conflicts.incrementAndGet() % 2 == 0) {
                        throw e;
                    }
                }
            }
        };
    }

    private static ListRecorder namingNone(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeCondition(FailIfMatching condition) {
                try {
                    super.judgeCondition(condition);
                } catch (AppendConditionFailedException e) {
                    throw new AppendConditionFailedException(condition, e.matchingPosition());
                }
            }
        };
    }

    private static ListRecorder namingFromTheBeginning(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            List<Match> matches(FailIfMatching condition, long first) {
                return super.matches(condition, 1);
            }
        };
    }

    private static ListRecorder namingAnItemOfItsOwn(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Match match(Query query, Notification recorded) {
                StoredEvent event = recorded.storedEvent();
                QueryItem own = QueryItem.ofTypes(event.type());
                return new Match(recorded.position(), event.type(), event.tags(), own);
            }
        };
    }

    private static ListRecorder narrower(
            ListStore store, Limits limits, BiPredicate<QueryItem, QueryItem> isNarrower) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isNarrower(QueryItem one, QueryItem other) {
                return isNarrower.test(one, other);
            }
        };
    }

    private static ListRecorder takingNoTypesForFew(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isNarrower(QueryItem one, QueryItem other) {
                return one.tags().size() == other.tags().size()
                        ? one.types().size() < other.types().size()
                        : super.isNarrower(one, other);
            }
        };
    }

    private static ListRecorder namingTheLastItem(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            boolean isNarrower(QueryItem one, QueryItem other) {
                boolean asNarrow =
                        one.tags().size() == other.tags().size()
                                && one.types().size() == other.types().size();
                return asNarrow != super.isNarrower(one, other);
            }
        };
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
