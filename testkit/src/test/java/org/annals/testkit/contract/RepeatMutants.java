package org.annals.testkit.contract;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/** Defects of appending the same event ids again. */
final class RepeatMutants {
    private RepeatMutants() {}

    static List<Mutant> all() {
        return List.of(
                repeat(
                        "records a repeat twice",
                        "aRepeatOfEventsWithoutAggregateReturnsTheFirstReceipt",
                        RepeatMutants::writingAgain),
                repeat(
                        "gives new positions on a repeat",
                        "theSameRequestAgainReturnsTheFirstReceipt",
                        RepeatMutants::newPositions),
                repeat(
                        "judges a repeat like anything else",
                        "aRepeatIsAnsweredHoweverLate",
                        RepeatMutants::judgingFirst),
                repeat(
                        "accepts known ids at other versions",
                        "aKnownIdAtAnotherVersionIsRefused",
                        (store, limits) -> new Lax(store, limits, "origin")),
                repeat(
                        "accepts known ids of other aggregates",
                        "aKnownIdOfAnotherAggregateIsRefused",
                        (store, limits) -> new Lax(store, limits, "origin")),
                repeat(
                        "accepts known ids of other types",
                        "aKnownIdOfAnotherTypeIsRefused",
                        (store, limits) -> new Lax(store, limits, "type")),
                repeat(
                        "accepts known ids in another order",
                        "knownIdsInAnotherOrderAreRefused",
                        Unordered::new),
                repeat(
                        "accepts known ids that are not neighbours",
                        "knownIdsThatAreNotNeighboursAreRefused",
                        Unordered::new),
                repeat(
                        "accepts a known id before a new one",
                        "aKnownIdBeforeANewOneIsRefused",
                        Skipping::new),
                repeat(
                        "knows whole requests only",
                        "neighboursOfARequestAreARepeatToo",
                        RepeatMutants::wholeRequestsOnly),
                repeat(
                        "keeps ids of what was refused",
                        "anIdThatWasRefusedCanBeRecordedLater",
                        RepeatMutants::keepingRefusedIds),
                repeat(
                        "writes a repeat over the first",
                        "aRepeatKeepsWhatWasRecordedFirst",
                        RepeatMutants::overwriting),
                Mutant.of(
                        "moves the tracking on a repeat",
                        ProcessContract.class,
                        "aRepeatMovesNoTracking",
                        RepeatMutants::trackingRepeats),
                Mutant.of(
                        "lets a repeat meet its own events",
                        ConditionContract.class,
                        "aRepeatDoesNotMeetItsOwnEvents",
                        RepeatMutants::judgingFirst),
                Mutant.of(
                        "judges tracking before a repeat is known",
                        ProcessContract.class,
                        "aRepeatIsAnsweredAlthoughItsTrackingIsOld",
                        RepeatMutants::judgingFirst));
    }

    private static Mutant repeat(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, RepeatContract.class, test, opener);
    }

    private static ListRecorder writingAgain(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                return Optional.empty();
            }

            @Override
            void judgeIds(List<StoredEvent> events) {
                // An id is taken for new.
            }
        };
    }

    private static ListRecorder newPositions(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                long next = store.head() + 1;
                return super.findFirstReceipt(request)
                        .map(first -> new AppendReceipt(next, next + first.last() - first.first()));
            }
        };
    }

    private static ListRecorder judgingFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                judge(request);
                return super.judgeAndWrite(request);
            }
        };
    }

    /** Compares too little of a known event. */
    private static final class Lax extends ListRecorder {
        private final String ignored;

        Lax(ListStore store, Limits limits, String ignored) {
            super(store, limits);
            this.ignored = ignored;
        }

        @Override
        boolean isSame(StoredEvent recorded, StoredEvent given) {
            return switch (ignored) {
                case "origin" ->
                        super.isSame(EventVariant.withOrigin(recorded, given.origin()), given);
                default ->
                        super.isSame(
                                EventVariant.withType(recorded, given.type(), given.typeVersion()),
                                given);
            };
        }
    }

    /** Asks only whether all ids are known. */
    private static final class Unordered extends ListRecorder {
        Unordered(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
            long[] positions =
                    request.events().stream().flatMapToLong(event -> positions(event)).toArray();
            return positions.length < Math.max(1, request.events().size())
                    ? Optional.empty()
                    : Optional.of(
                            new AppendReceipt(
                                    LongStream.of(positions).min().orElseThrow(),
                                    LongStream.of(positions).max().orElseThrow()));
        }

        private LongStream positions(StoredEvent event) {
            return store.log.stream()
                    .filter(recorded -> isSame(recorded.storedEvent(), event))
                    .mapToLong(recorded -> recorded.position());
        }
    }

    /** Leaves out what is known and writes the rest. */
    private static final class Skipping extends ListRecorder {
        Skipping(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        AppendReceipt judgeAndWrite(AppendRequest request) {
            Set<UUID> known = new HashSet<>();
            store.log.forEach(recorded -> known.add(recorded.storedEvent().id()));
            List<StoredEvent> fresh =
                    request.events().stream().filter(event -> !known.contains(event.id())).toList();
            return super.judgeAndWrite(AppendRequest.of(fresh));
        }
    }

    private static ListRecorder wholeRequestsOnly(ListStore store, Limits limits) {
        Set<AppendReceipt> issued = new HashSet<>();
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                return super.findFirstReceipt(request).filter(issued::contains);
            }

            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                AppendReceipt receipt = super.write(request, rows);
                issued.add(receipt);
                return receipt;
            }
        };
    }

    private static ListRecorder keepingRefusedIds(ListStore store, Limits limits) {
        Set<UUID> seen = new HashSet<>();
        return new ListRecorder(store, limits) {
            @Override
            void judgeIds(List<StoredEvent> events) {
                for (StoredEvent event : events) {
                    if (!seen.add(event.id())) {
                        throw new IllegalArgumentException("Seen before.");
                    }
                }
                super.judgeIds(events);
            }
        };
    }

    private static ListRecorder overwriting(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                Optional<AppendReceipt> first = super.findFirstReceipt(request);
                first.ifPresent(
                        receipt ->
                                store.log.set(
                                        (int) receipt.first() - 1,
                                        new Notification(
                                                receipt.first(), request.events().getFirst())));
                return first;
            }
        };
    }

    private static ListRecorder trackingRepeats(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
                Optional<AppendReceipt> first = super.findFirstReceipt(request);
                if (first.isPresent()) {
                    request.tracking().ifPresent(this::writeTracking);
                }
                return first;
            }
        };
    }
}
