package org.annals.testkit.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;

import java.util.List;
import java.util.function.UnaryOperator;

/** Defects of reading the places in all upstream logs. */
final class TrackingListMutants {
    private TrackingListMutants() {}

    static List<Mutant> all() {
        return List.of(
                tracking("lists one upstream alone", TrackingListMutants::first),
                tracking("lists no epochs", TrackingListMutants::withoutEpochs),
                Mutant.of(
                        "has no head while it follows nobody",
                        TrackingContract.class,
                        "aLogThatFollowsNobodyHasNoPlaces",
                        (store, limits) ->
                                changed(store, limits, TrackingListMutants::withoutHead)),
                Mutant.of(
                        "reads the head after the places",
                        ProcessContract.class,
                        "allPlacesAndTheHeadAreReadAsTheyWereAtOneMoment",
                        TrackingListMutants::inTwoSteps));
    }

    private static Mutant tracking(String defect, UnaryOperator<Trackings> change) {
        return Mutant.of(
                defect,
                TrackingContract.class,
                "allPlacesAreReadAsTheyWereRecorded",
                (store, limits) -> changed(store, limits, change));
    }

    private static ListRecorder changed(
            ListStore store, Limits limits, UnaryOperator<Trackings> change) {
        return new ListRecorder(store, limits) {
            @Override
            public Trackings readTrackings() {
                return change.apply(super.readTrackings());
            }
        };
    }

    private static Trackings first(Trackings all) {
        return new Trackings(all.head(), all.trackings().stream().limit(1).toList());
    }

    private static Trackings withoutEpochs(Trackings all) {
        List<Tracking> trackings = all.trackings().stream().map(each -> each.withEpoch(0)).toList();
        return new Trackings(all.head(), trackings);
    }

    private static Trackings withoutHead(Trackings all) {
        return all.trackings().isEmpty() ? new Trackings(0, List.of()) : all;
    }

    private static ListRecorder inTwoSteps(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Trackings readTrackings() {
                List<Tracking> places = super.readTrackings().trackings();
                Loitering.aMoment();
                return new Trackings(head(), places);
            }
        };
    }
}
