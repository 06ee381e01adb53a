package org.annals.testkit.contract;

import org.annals.persistence.Lease;
import org.annals.persistence.Limits;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Defects of leases. */
final class LeaseMutants {
    private LeaseMutants() {}

    static List<Mutant> all() {
        return List.of(
                leases(
                        "begins no epoch when a lease is taken",
                        "aReleasedLeaseIsTakenAtOnce",
                        LeaseMutants::withoutEpochs),
                leases(
                        "forgets what was tracked when it begins an epoch",
                        "takingALeaseBeginsAnEpochAboveAnyThatWasTracked",
                        LeaseMutants::besideTrackings),
                leases(
                        "raises the epoch when a lease is prolonged",
                        "prolongingKeepsTheEpoch",
                        LeaseMutants::prolongingAnew),
                leases(
                        "prolongs no lease",
                        "aProlongedLeaseLastsAsLongAsWasSaidLast",
                        LeaseMutants::neverProlonging),
                leases(
                        "never ends a lease",
                        "aLeaseWhoseTimeIsOverIsTakenByAnother",
                        LeaseMutants::endless),
                leases(
                        "prolongs a lease whose time is over",
                        "whoseTimeIsOverTakesItAnew",
                        LeaseMutants::prolongingWhatIsOver),
                leases(
                        "gives a lease to anybody",
                        "aLeaseIsOneOwnersAndNobodyElses",
                        LeaseMutants::givenToAnybody),
                leases(
                        "releases the lease of another",
                        "nobodyReleasesTheLeaseOfAnother",
                        LeaseMutants::releasedByAnybody),
                leases(
                        "releases a lease that was lost to its owner",
                        "aLeaseThatWasLostIsNotReleased",
                        LeaseMutants::releasedByOwner),
                leases(
                        "forgets the epoch of a released lease",
                        "theEpochOutlivesItsRelease",
                        LeaseMutants::raisingWhenReleased),
                leases(
                        "accepts an old epoch until the new one has tracked",
                        "anOlderEpochIsOverWhateverWasTrackedUnderIt",
                        LeaseMutants::notYetFencing),
                leases(
                        "keeps no epoch before something is tracked",
                        "anOlderEpochIsOverBeforeAnythingIsTrackedUnderTheNew",
                        LeaseMutants::fencingPlacesAlone),
                leases(
                        "folds owners",
                        "namesOfUpstreamsAndOwnersAreExact",
                        LeaseMutants::foldingOwners),
                leases(
                        "forgets the place when a lease is taken",
                        "takingALeaseKeepsThePlaceAndItsEvent",
                        LeaseMutants::forgettingTheEvent),
                leases(
                        "leaves a lease to its owner though a later epoch was tracked",
                        "aLaterEpochThatIsTrackedEndsALease",
                        LeaseMutants::outlivingLaterEpochs),
                Mutant.of(
                        "lists what is leased alone",
                        LeaseContract.class,
                        "anUpstreamThatIsOnlyLeasedHasNoPlace",
                        LeaseMutants::listingTheLeased),
                Mutant.of(
                        "takes a lease in two steps",
                        LeaseContract.class,
                        "ofManyThatAcquireOneGetsIt",
                        LeaseMutants::inTwoSteps),
                Mutant.of(
                        "takes leases of any length",
                        LeaseContract.class,
                        "whatCannotBeALeaseCannotBeAcquired",
                        LeaseMutants::ofAnyLength));
    }

    /** Makes what keeps leases. */
    @FunctionalInterface
    private interface Maker {
        ListLeases make(ListStore store);
    }

    private static Mutant leases(String defect, String test, Maker maker) {
        return Mutant.of(
                defect,
                LeaseContract.class,
                test,
                (store, limits) ->
                        new ListRecorder(
                                store,
                                limits,
                                new ListReader(store, limits.pageBytes()),
                                new ListSnapshots(store),
                                maker.make(store),
                                new ListProcesses(store)));
    }

    private static ListLeases withoutEpochs(ListStore store) {
        return new ListLeases(store) {
            @Override
            Lease taken(String upstream, String owner) {
                var lease = new Lease(upstream, owner, Math.max(1, newestEpoch(upstream)));
                begin(lease);
                return lease;
            }
        };
    }

    private static ListLeases besideTrackings(ListStore store) {
        return new ListLeases(store) {
            @Override
            long newestEpoch(String upstream) {
                return store.epochs.getOrDefault(upstream, 0L);
            }
        };
    }

    private static ListLeases prolongingAnew(ListStore store) {
        return new ListLeases(store) {
            @Override
            Lease prolonged(Lease lease) {
                return taken(lease.upstream(), lease.owner());
            }
        };
    }

    private static ListLeases neverProlonging(ListStore store) {
        return new ListLeases(store) {
            @Override
            void keep(Lease lease, Duration duration) {
                if (find(lease.upstream()).isEmpty()) {
                    super.keep(lease, duration);
                }
            }
        };
    }

    private static ListLeases endless(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean isInTime(Held held) {
                return true;
            }
        };
    }

    private static ListLeases prolongingWhatIsOver(ListStore store) {
        return new ListLeases(store) {
            @Override
            Lease taken(String upstream, String owner) {
                return Optional.ofNullable(store.leases.get(upstream))
                        .map(Held::lease)
                        .filter(lease -> isOf(lease, owner))
                        .orElseGet(() -> super.taken(upstream, owner));
            }
        };
    }

    private static ListLeases givenToAnybody(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean isOf(Lease lease, String owner) {
                return true;
            }
        };
    }

    private static ListLeases releasedByAnybody(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean isSame(Lease now, Lease given) {
                return now.epoch() == given.epoch();
            }
        };
    }

    private static ListLeases releasedByOwner(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean isSame(Lease now, Lease given) {
                return now.owner().equals(given.owner());
            }
        };
    }

    private static ListLeases raisingWhenReleased(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean release(Lease lease) {
                boolean isHeld = super.release(lease);
                taken(lease.upstream(), lease.owner());
                return isHeld;
            }
        };
    }

    private static ListLeases notYetFencing(ListStore store) {
        return new ListLeases(store) {
            @Override
            void begin(Lease lease) {
                store.epochs.put(lease.upstream(), lease.epoch());
            }
        };
    }

    private static ListLeases fencingPlacesAlone(ListStore store) {
        return new ListLeases(store) {
            @Override
            void begin(Lease lease) {
                super.begin(lease);
                store.epochs.put(lease.upstream(), 1L);
            }
        };
    }

    private static ListLeases foldingOwners(ListStore store) {
        return new ListLeases(store) {
            @Override
            boolean isOf(Lease lease, String owner) {
                return lease.owner()
                        .toLowerCase(Locale.ROOT)
                        .equals(owner.toLowerCase(Locale.ROOT));
            }
        };
    }

    private static ListLeases forgettingTheEvent(ListStore store) {
        return new ListLeases(store) {
            @Override
            void begin(Lease lease) {
                super.begin(lease);
                store.trackings.computeIfPresent(
                        lease.upstream(),
                        (name, place) ->
                                Tracking.of(name, place.position()).withEpoch(place.epoch()));
            }
        };
    }

    private static ListLeases outlivingLaterEpochs(ListStore store) {
        return new ListLeases(store) {
            @Override
            Optional<Lease> find(String upstream) {
                return Optional.ofNullable(store.leases.get(upstream))
                        .filter(this::isInTime)
                        .map(Held::lease);
            }
        };
    }

    private static ListRecorder listingTheLeased(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Trackings readTrackings() {
                Trackings tracked = super.readTrackings();
                List<Tracking> all = new ArrayList<>(tracked.trackings());
                store.epochs.forEach(
                        (upstream, epoch) ->
                                all.add(new Tracking(upstream, 1, new UUID(0, 1), epoch)));
                return new Trackings(tracked.head(), all);
            }
        };
    }

    private static ListRecorder inTwoSteps(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
                if (findLease(upstream).isPresent()) {
                    return Optional.empty();
                }
                Loitering.aMoment();
                var lease = new Lease(upstream, owner, 1);
                locked(() -> store.leases.put(upstream, new ListLeases.Held(lease, 0)));
                return Optional.of(lease);
            }
        };
    }

    private static ListRecorder ofAnyLength(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
                boolean isPossible =
                        !duration.isNegative() && duration.compareTo(Duration.ofDays(1)) <= 0;
                return super.acquireLease(
                        upstream, owner, isPossible ? duration : Duration.ofDays(1));
            }
        };
    }
}
