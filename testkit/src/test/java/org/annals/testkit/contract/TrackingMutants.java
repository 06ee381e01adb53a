package org.annals.testkit.contract;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Defects of tracking, of recording it with events, and of waiting for it. */
final class TrackingMutants {
    private TrackingMutants() {}

    static List<Mutant> all() {
        return List.of(
                tracking(
                        "accepts an equal position",
                        "anEqualPositionConflicts",
                        (store, limits) -> new Lenient(store, limits, 0)),
                tracking(
                        "moves back",
                        "aLowerPositionConflicts",
                        (store, limits) -> new Lenient(store, limits, Long.MIN_VALUE)),
                tracking(
                        "ignores the epoch",
                        "anOlderEpochConflictsWhateverThePosition",
                        (store, limits) -> changed(store, limits, given -> given.withEpoch(0))),
                tracking(
                        "keeps the first epoch",
                        "aNewerEpochEndsTheOlder",
                        TrackingMutants::keepingTheFirstEpoch),
                tracking(
                        "has one epoch for all",
                        "epochsOfOneUpstreamDoNotConcernAnother",
                        TrackingMutants::oneEpochForAll),
                tracking(
                        "mixes upstreams",
                        "eachUpstreamHasAPlaceOfItsOwn",
                        (store, limits) -> named(store, limits, upstream -> "up")),
                tracking(
                        "folds names of upstreams",
                        "namesOfUpstreamsAreExact",
                        (store, limits) ->
                                named(store, limits, name -> name.toLowerCase(Locale.ROOT))),
                tracking(
                        "trims names of upstreams",
                        "namesOfUpstreamsAreExact",
                        (store, limits) -> named(store, limits, String::strip)),
                tracking(
                        "forgets an upstream",
                        "manyUpstreamsAreKept",
                        TrackingMutants::forgettingUpstreams),
                tracking(
                        "forgets the event at the position",
                        "theEventAtThePositionIsKept",
                        (store, limits) ->
                                changed(
                                        store,
                                        limits,
                                        given ->
                                                Tracking.of(given.upstream(), given.position())
                                                        .withEpoch(given.epoch()))),
                tracking(
                        "has positions of 32 bits",
                        "positionsMayBeBeyondAnInt",
                        (store, limits) ->
                                changed(
                                        store,
                                        limits,
                                        given ->
                                                Tracking.of(
                                                        given.upstream(),
                                                        Math.max(1, (int) given.position())))),
                tracking(
                        "refuses to skip",
                        "whatIsSkippedCountsAsDone",
                        TrackingMutants::refusingToSkip),
                tracking(
                        "awaits the very position",
                        "aPositionThatWasReachedIsAwaitedAtOnce",
                        TrackingMutants::awaitingTheVeryPosition),
                tracking(
                        "is always there",
                        "aPositionThatIsNotReachedInTimeIsNot",
                        TrackingMutants::alwaysThere),
                tracking(
                        "is never woken",
                        "aPositionThatIsReachedLaterWakesWhoeverWaits",
                        TrackingMutants::neverWoken),
                tracking(
                        "is not woken by appends",
                        "aPositionThatIsReachedInAnAppendWakesWhoeverWaits",
                        TrackingMutants::neverWoken),
                tracking(
                        "cannot be interrupted",
                        "interruptingEndsTheWaiting",
                        TrackingMutants::uninterruptible),
                tracking(
                        "looks for whatever it is asked for",
                        "whatCannotBeTrackedCannotBeAskedForEither",
                        TrackingMutants::askedForAnything),
                tracking(
                        "awaits what is before the beginning",
                        "whatCannotBeTrackedCannotBeAskedForEither",
                        TrackingMutants::awaitingLessThanZero),
                process(
                        "commits tracking apart",
                        "aVersionConflictStoresNoTracking",
                        TrackingMutants::trackingFirst),
                process(
                        "begins to follow for nothing",
                        "aVersionConflictDoesNotBeginToFollowAnUpstream",
                        TrackingMutants::trackingFirst),
                process(
                        "commits tracking although a condition failed",
                        "aFailedConditionStoresNeither",
                        TrackingMutants::trackingFirst),
                process(
                        "shows tracking before its events",
                        "eventsAndTrackingAreSeenTogether",
                        (store, limits) -> new InTwoSteps(store, limits, true)),
                process(
                        "shows events before their tracking",
                        "eventsAndTrackingAreSeenTogether",
                        (store, limits) -> new InTwoSteps(store, limits, false)),
                process(
                        "commits events apart",
                        "aTrackingConflictStoresNoEvents",
                        TrackingMutants::eventsFirst),
                process(
                        "needs events to track",
                        "trackingMayBeRecordedWithoutEvents",
                        TrackingMutants::needingEvents),
                process(
                        "tracks what was not asked",
                        "eventsWithoutTrackingLeaveThePlaces",
                        TrackingMutants::trackingAlways));
    }

    private static Mutant tracking(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, TrackingContract.class, test, opener);
    }

    private static Mutant process(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, ProcessContract.class, test, opener);
    }

    /** Changes a tracking on its way in. */
    @FunctionalInterface
    private interface Change {
        Tracking of(Tracking given);
    }

    /** Changes the name of an upstream. */
    @FunctionalInterface
    private interface Naming {
        String of(String upstream);
    }

    /** Accepts positions that are not that much beyond the recorded one. */
    private static final class Lenient extends ListRecorder {
        private final long least;

        Lenient(ListStore store, Limits limits, long least) {
            super(store, limits);
            this.least = least;
        }

        @Override
        void judgeTracking(Tracking given) {
            Tracking recorded = store.trackings.get(given.upstream());
            if (recorded != null
                    && (given.position() - recorded.position() < least
                            || given.epoch() < recorded.epoch())) {
                throw new TrackingConflictException(recorded, given);
            }
        }
    }

    /** Lets others look between the tracking and the events. */
    private static final class InTwoSteps extends ListRecorder {
        private final boolean trackingComesFirst;

        InTwoSteps(ListStore store, Limits limits, boolean trackingComesFirst) {
            super(store, limits);
            this.trackingComesFirst = trackingComesFirst;
        }

        @Override
        public AppendReceipt append(AppendRequest request) {
            AppendReceipt receipt = new AppendReceipt(head() + 1, head() + request.events().size());
            AppendRequest events = AppendRequest.of(request.events());
            AppendRequest tracking = AppendRequest.of(List.of());
            tracking = request.tracking().map(tracking::withTracking).orElse(tracking);
            super.append(trackingComesFirst ? tracking : events);
            Loitering.aMoment();
            super.append(trackingComesFirst ? events : tracking);
            return receipt;
        }
    }

    private static ListRecorder changed(ListStore store, Limits limits, Change change) {
        return new ListRecorder(store, limits) {
            @Override
            void writeTracking(Tracking tracking) {
                super.writeTracking(change.of(tracking));
            }
        };
    }

    private static ListRecorder named(ListStore store, Limits limits, Naming naming) {
        return new ListRecorder(store, limits) {
            @Override
            void writeTracking(Tracking tracking) {
                store.trackings.put(naming.of(tracking.upstream()), tracking);
            }

            @Override
            public Optional<Tracking> findTracking(String upstream) {
                return super.findTracking(naming.of(upstream));
            }
        };
    }

    private static ListRecorder keepingTheFirstEpoch(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void writeTracking(Tracking tracking) {
                Tracking before = store.trackings.get(tracking.upstream());
                super.writeTracking(before == null ? tracking : tracking.withEpoch(before.epoch()));
            }
        };
    }

    private static ListRecorder oneEpochForAll(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeTracking(Tracking given) {
                super.judgeTracking(given);
                for (Tracking other : store.trackings.values()) {
                    if (given.epoch() < other.epoch()) {
                        throw new TrackingConflictException(other, given);
                    }
                }
            }
        };
    }

    private static ListRecorder forgettingUpstreams(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void writeTracking(Tracking tracking) {
                if (store.trackings.size() >= 50) {
                    store.trackings.clear();
                }
                super.writeTracking(tracking);
            }
        };
    }

    private static ListRecorder refusingToSkip(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeTracking(Tracking given) {
                super.judgeTracking(given);
                Tracking recorded = store.trackings.get(given.upstream());
                if (recorded != null && given.position() > recorded.position() + 1) {
                    throw new TrackingConflictException(recorded, given);
                }
            }
        };
    }

    private static ListRecorder awaitingTheVeryPosition(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout)
                    throws InterruptedException {
                return super.awaitTracking(upstream, position, timeout)
                        && trackedPosition(upstream) == position;
            }
        };
    }

    private static ListRecorder alwaysThere(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout)
                    throws InterruptedException {
                return super.awaitTracking(upstream, 0, timeout);
            }
        };
    }

    private static ListRecorder neverWoken(ListStore store, Limits limits) {
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

    private static ListRecorder uninterruptible(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout) {
                try {
                    return super.awaitTracking(upstream, position, timeout);
                } catch (InterruptedException ignored) {
                    return false;
                }
            }
        };
    }

    private static ListRecorder trackingFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judge(AppendRequest request) {
                request.tracking().ifPresent(this::judgeTracking);
                request.tracking().ifPresent(this::writeTracking);
                judgeVersions(request.events());
                request.conditions().forEach(this::judgeCondition);
            }
        };
    }

    private static ListRecorder eventsFirst(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt judgeAndWrite(AppendRequest request) {
                AppendReceipt receipt = super.judgeAndWrite(AppendRequest.of(request.events()));
                request.tracking().ifPresent(this::judgeTracking);
                request.tracking().ifPresent(this::writeTracking);
                return receipt;
            }
        };
    }

    private static ListRecorder needingEvents(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                return request.events().isEmpty()
                        ? AppendReceipt.empty()
                        : super.write(request, rows);
            }
        };
    }

    private static ListRecorder trackingAlways(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                store.trackings.replaceAll(
                        (upstream, before) -> Tracking.of(upstream, before.position() + 1));
                return super.write(request, rows);
            }
        };
    }

    private static ListRecorder askedForAnything(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Optional<Tracking> findTracking(String upstream) {
                return locked(() -> Optional.ofNullable(store.trackings.get(upstream)));
            }
        };
    }

    private static ListRecorder awaitingLessThanZero(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public boolean awaitTracking(String upstream, long position, Duration timeout)
                    throws InterruptedException {
                return super.awaitTracking(upstream, Math.max(0, position), timeout);
            }
        };
    }
}
