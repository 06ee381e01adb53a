package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Defects of tags that recorded events are given. */
final class TagFillMutants {
    private TagFillMutants() {}

    static List<Mutant> all() {
        return List.of(
                tags("gives no tags", "anEventIsSelectedByTagsItWasGiven", Idle::new),
                tags(
                        "gives the tags of one event to its neighbour",
                        "anEventIsSelectedByTagsItWasGiven",
                        Shifting::new),
                tags(
                        "writes given tags into the event",
                        "anEventReadsBackAsItWasRecorded",
                        Rewriting::new),
                tags(
                        "hides given tags from conditions",
                        "conditionsSeeTagsThatWereGiven",
                        Careless::new),
                tags(
                        "names no event that is in the way by given tags",
                        "aConflictByTagsThatWereGivenNamesTheEventsWithTheirOwn",
                        Silent::new),
                tags(
                        "gives tags although another event is missing",
                        "aPositionWithoutAnEventIsRefusedWithAllOthers",
                        Hasty::new),
                tags(
                        "keeps tags for an event that is to come",
                        "aPositionWithoutAnEventIsRefusedWithAllOthers",
                        Foreseeing::new),
                tags(
                        "gives tags although the place was reached",
                        "aPlaceThatWasReachedIsRefusedWithItsTags",
                        Late::new),
                tags(
                        "gives tags and leaves their place",
                        "aPlaceIsMovedTogetherWithTags",
                        Standing::new),
                tags(
                        "follows by own tags alone",
                        "aSubscriptionCatchesUpWithEventsByTheTagsTheyWereGiven",
                        Following::new),
                Mutant.reading(
                        "takes given tags for all there are",
                        TagFillContract.class,
                        "ownTagsAndGivenOnesCountAlike",
                        Replacing::new),
                Mutant.reading(
                        "is content with any given tag",
                        TagFillContract.class,
                        "ownTagsAndGivenOnesCountAlike",
                        AnyGiven::new),
                tags("gives tags one by one", "manyGiveTagsWhileOthersAppend", OneByOne::new));
    }

    private static Mutant tags(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, TagFillContract.class, test, opener);
    }

    private static final class Idle extends ListRecorder {
        Idle(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void giveTags(List<AddedTags> added) {}
    }

    private static final class Shifting extends ListRecorder {
        Shifting(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void giveTags(List<AddedTags> added) {
            for (AddedTags each : added) {
                long neighbour = Math.min(store.head(), each.position() + 1);
                super.giveTags(List.of(new AddedTags(neighbour, each.tags())));
            }
        }
    }

    private static final class Rewriting extends ListRecorder {
        Rewriting(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void giveTags(List<AddedTags> added) {
            for (AddedTags each : added) {
                int index = (int) each.position() - 1;
                StoredEvent old = store.log.get(index).storedEvent();
                Set<EventTag> tags = new LinkedHashSet<>(old.tags());
                tags.addAll(each.tags());
                store.log.set(
                        index,
                        new Notification(
                                each.position(),
                                new StoredEvent(
                                        old.id(),
                                        old.origin(),
                                        old.type(),
                                        old.typeVersion(),
                                        new ArrayList<>(tags),
                                        old.timestamp(),
                                        old.metadata(),
                                        old.data())));
            }
        }
    }

    private static final class Careless extends ListRecorder {
        Careless(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judgeCondition(FailIfMatching condition) {
            for (Notification recorded : store.log) {
                StoredEvent event = recorded.storedEvent();
                if (isAfter(condition, recorded.position())
                        && condition.query().matches(event.type(), event.tags())) {
                    throw new AppendConditionFailedException(condition, recorded.position());
                }
            }
        }
    }

    private static final class Silent extends ListRecorder {
        Silent(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judgeCondition(FailIfMatching condition) {
            try {
                super.judgeCondition(condition);
            } catch (AppendConditionFailedException e) {
                boolean areAllByOwnTags =
                        e.matches().stream()
                                .allMatch(each -> each.item().matches(each.type(), each.tags()));
                throw areAllByOwnTags
                        ? e
                        : new AppendConditionFailedException(condition, e.matchingPosition());
            }
        }
    }

    private static final class Hasty extends ListRecorder {
        Hasty(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judgeTags(List<AddedTags> added) {
            for (AddedTags each : added) {
                each.requireRecorded(store.head());
                giveTags(List.of(each));
            }
        }
    }

    private static final class Foreseeing extends ListRecorder {
        Foreseeing(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judgeTags(List<AddedTags> added) {}

        @Override
        void giveTags(List<AddedTags> added) {
            super.giveTags(added.stream().filter(each -> each.position() <= store.head()).toList());
        }
    }

    private static final class Late extends ListRecorder {
        Late(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public void addTags(List<AddedTags> added, Tracking place) {
            addTags(added);
            super.addTags(added, place);
        }
    }

    private static final class Standing extends ListRecorder {
        Standing(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public void addTags(List<AddedTags> added, Tracking place) {
            addTags(added);
        }
    }

    private static final class Following extends ListRecorder {
        Following(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        ListSubscription subscription(LogSelection selection) {
            return new ListSubscription(this, selection) {
                @Override
                boolean matches(Notification notification) {
                    StoredEvent event = notification.storedEvent();
                    return selection.query().matches(event.type(), event.tags());
                }
            };
        }
    }

    private static final class Replacing extends ListReader {
        Replacing(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
            Set<EventTag> given = store.filled.getOrDefault(event.id(), Set.of());
            return given.isEmpty() ? super.matchesTags(tags, event) : given.containsAll(tags);
        }
    }

    private static final class AnyGiven extends ListReader {
        AnyGiven(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
            Set<EventTag> both = new HashSet<>(store.filled.getOrDefault(event.id(), Set.of()));
            both.retainAll(tags);
            return !both.isEmpty() || super.matchesTags(tags, event);
        }
    }

    /** Lets others look between two events. */
    private static final class OneByOne extends ListRecorder {
        OneByOne(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public void addTags(List<AddedTags> added, Tracking place) {
            for (AddedTags each : added) {
                addTags(List.of(each));
                Loitering.aMoment();
            }
            super.addTags(added, place);
        }
    }
}
