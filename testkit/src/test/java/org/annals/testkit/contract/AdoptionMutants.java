package org.annals.testkit.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;

import java.util.List;
import java.util.UUID;

/** Defects of taking over another log's identity. */
final class AdoptionMutants {
    private AdoptionMutants() {}

    static List<Mutant> all() {
        return List.of(
                adoption(
                        "becomes another log whatever it holds",
                        "aLogWithAnEventStaysWhatItIs",
                        AdoptionMutants::always),
                adoption(
                                "overlooks what another has appended",
                                "whatAnotherHasAppendedIsSeen",
                                AdoptionMutants::always)
                        .kept(),
                adoption(
                        "keeps its incarnation",
                        "anEmptyLogBecomesTheOther",
                        AdoptionMutants::keepingItsIncarnation),
                adoption(
                        "adopts once only",
                        "itMayBeRepeatedAndChangedWhileTheLogIsEmpty",
                        AdoptionMutants::once),
                adoption(
                        "adopts within an append",
                        "theWorkOfAnAppendCannotDoIt",
                        AdoptionMutants::nested),
                adoption(
                        "takes a log with trackings for one with events",
                        "trackingIsNoEvent",
                        AdoptionMutants::countingTrackings));
    }

    private static Mutant adoption(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, AdoptionContract.class, test, opener);
    }

    private static ListRecorder always(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeAdoption() {
                requireOpen();
            }
        };
    }

    private static ListRecorder keepingItsIncarnation(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void keep(LogIdentity adopted) {
                super.keep(
                        new LogIdentity(
                                adopted.name(), adopted.logId(), store.identity.incarnation()));
            }
        };
    }

    private static ListRecorder once(ListStore store, Limits limits) {
        LogIdentity first = store.identity;
        return new ListRecorder(store, limits) {
            @Override
            void keep(LogIdentity adopted) {
                if (store.identity.equals(first)) {
                    super.keep(adopted);
                }
            }
        };
    }

    private static ListRecorder nested(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public void adopt(UUID logId, UUID incarnation) {
                locked(
                        () -> {
                            judgeAdoption();
                            keep(new LogIdentity(store.identity.name(), logId, incarnation));
                            return logId;
                        });
            }
        };
    }

    private static ListRecorder countingTrackings(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void judgeAdoption() {
                if (!store.trackings.isEmpty()) {
                    throw new IllegalStateException("It is followed.");
                }
                super.judgeAdoption();
            }
        };
    }
}
