package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;

/** Defects of following: of catching up, of the change-over, of being woken, of being slow. */
final class SubscriptionMutants {
    // Of what is kept for whoever is slow.
    private static final int KEPT = 1_000;
    private static final int MOMENTS = 100;

    private SubscriptionMutants() {}

    static List<Mutant> all() {
        return List.of(
                following(
                        "follows only what comes",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        SubscriptionMutants::beginningAtTheHead),
                following(
                        "ends at the head",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        SubscriptionMutants::endingAtTheHead),
                following(
                        "waits for ever after a lost signal",
                        "whoeverBeginsWhileOthersAppendGetsEachEventOnceInOrder",
                        SubscriptionMutants::losingSignals),
                following(
                        "loses an event during start",
                        "whoeverBeginsWhileOthersAppendGetsEachEventOnceInOrder",
                        SubscriptionMutants::losingAtTheChangeOver),
                following(
                        "delivers twice at the change-over",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        SubscriptionMutants::doublingAtTheChangeOver),
                following(
                        "delivers twice after reconnecting",
                        "whatIsRecordedComesFirstAndThenWhatComes",
                        SubscriptionMutants::doublingAfterEachWait),
                following(
                        "delivers neighbours in the wrong order",
                        "tenEventsOfOneAppendArriveInPagesOfThree",
                        SubscriptionMutants::swapping),
                following(
                        "drops when the handler is slow",
                        "aSlowFollowerMissesNothing",
                        SubscriptionMutants::dropping),
                following(
                        "hears of no append",
                        "anEmptyLogIsFollowedFromItsFirstEvent",
                        SubscriptionMutants::deaf),
                waking(
                        "wakes one of many",
                        "twoHundredSubscriptionsAllGetEveryEvent",
                        (changed, request) -> changed.signal()),
                waking(
                        "wakes nobody when it tracks",
                        "everyWayOfAppendingWakesWhoeverWaits",
                        (changed, request) -> {
                            if (request.tracking().isEmpty()) {
                                changed.signalAll();
                            }
                        }),
                waking(
                                "is not woken by another opening",
                                "whatASecondOpeningRecordsIsDeliveredWhereTheLogIsTheSame",
                                (changed, request) -> changed.signalAll())
                        .kept(),
                recorder(
                                "does not follow another opening",
                                "whatASecondOpeningRecordsIsDeliveredWhereTheLogIsTheSame",
                                SubscriptionMutants::followingItself)
                        .kept(),
                following(
                        "delivers one page for each wake-up",
                        "tenEventsOfOneAppendArriveInPagesOfThree",
                        SubscriptionMutants::deliveringOnePage),
                following(
                        "takes the limit for the end",
                        "pagesOfOneAreFollowedToo",
                        SubscriptionMutants::endingAtTheLimit),
                following(
                        "gives up where nothing matches for long",
                        "aSubscriptionThatNothingMatchesGoesOn",
                        SubscriptionMutants::givingUp),
                following(
                        "delivers events without their data",
                        "deliveriesAreTheEventsAsTheyAreRecorded",
                        SubscriptionMutants::emptying));
    }

    /** Makes a subscription. */
    @FunctionalInterface
    interface Maker {
        ListSubscription make(ListRecorder recorder, LogSelection selection);
    }

    /** Wakes whoever waits for a condition after a request was written. */
    @FunctionalInterface
    private interface Waking {
        void after(Condition changed, AppendRequest request);
    }

    static Mutant recorder(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, SubscriptionContract.class, test, opener);
    }

    static Mutant following(String defect, String test, Maker maker) {
        return recorder(
                defect,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            @Override
                            ListSubscription subscription(LogSelection selection) {
                                return maker.make(this, selection);
                            }
                        });
    }

    private static Mutant waking(String defect, String test, Waking waking) {
        return recorder(
                defect,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            private final Condition written = store.lock.newCondition();

                            @Override
                            AppendReceipt write(AppendRequest request, ListRows rows) {
                                waking.after(written, request);
                                return super.write(request, rows);
                            }

                            @Override
                            ListSubscription subscription(LogSelection selection) {
                                return new ListSubscription(this, selection) {
                                    @Override
                                    Condition changed() {
                                        return written;
                                    }
                                };
                            }
                        });
    }

    private static ListSubscription beginningAtTheHead(
            ListRecorder recorder, LogSelection selection) {
        return beginningAt(recorder, selection, Math.max(selection.after(), recorder.head()));
    }

    static ListSubscription beginningAt(ListRecorder recorder, LogSelection selection, long place) {
        var subscription = new ListSubscription(recorder, selection);
        subscription.place = place;
        return subscription;
    }

    private static ListSubscription endingAtTheHead(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            boolean isOver() {
                return super.isOver() || place >= store.head();
            }
        };
    }

    private static ListSubscription losingSignals(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void awaitChange() {
                elsewhere(store);
                super.awaitChange();
            }
        };
    }

    private static ListSubscription losingAtTheChangeOver(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private boolean live;

            @Override
            void awaitChange() {
                if (live) {
                    super.awaitChange();
                } else {
                    elsewhere(store);
                    live = true;
                    place = Math.max(place, store.head());
                }
            }
        };
    }

    /** Lets others append in between. */
    private static void elsewhere(ListStore store) {
        long before = store.head();
        for (int i = 0; i < MOMENTS && store.head() == before; i++) {
            store.lock.unlock();
            Loitering.aMoment();
            store.lock.lock();
        }
    }

    private static ListSubscription doublingAtTheChangeOver(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private boolean live;

            @Override
            void awaitChange() {
                if (live) {
                    super.awaitChange();
                } else {
                    live = true;
                    place = Math.max(selection.after(), place - 1);
                }
            }
        };
    }

    private static ListSubscription doublingAfterEachWait(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void awaitChange() {
                super.awaitChange();
                place = Math.max(selection.after(), place - 1);
            }
        };
    }

    private static ListSubscription swapping(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private @Nullable Notification held;

            @Override
            @Nullable Notification findNext() {
                Notification first = held == null ? super.findNext() : held;
                Notification second = held == null && first != null ? super.findNext() : null;
                held = second == null ? null : first;
                return second == null ? first : second;
            }
        };
    }

    private static ListSubscription dropping(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            @Nullable Notification findNext() {
                place = Math.max(place, store.head() - KEPT);
                return super.findNext();
            }
        };
    }

    private static ListSubscription deaf(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private final Condition nothing = store.lock.newCondition();

            @Override
            Condition changed() {
                return nothing;
            }
        };
    }

    private static ListRecorder followingItself(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            private final Set<Long> own = new HashSet<>();

            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                AppendReceipt receipt = super.write(request, rows);
                receipt.positions().forEach(own::add);
                return receipt;
            }

            @Override
            ListSubscription subscription(LogSelection selection) {
                return new ListSubscription(this, selection) {
                    @Override
                    boolean matches(Notification notification) {
                        return own.contains(notification.position()) && super.matches(notification);
                    }
                };
            }
        };
    }

    private static ListSubscription deliveringOnePage(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private int delivered;

            @Override
            @Nullable Notification findNext() {
                return delivered++ < selection.limit() ? super.findNext() : null;
            }

            @Override
            void awaitChange() {
                super.awaitChange();
                delivered = 0;
            }
        };
    }

    private static ListSubscription endingAtTheLimit(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            private int delivered;

            @Override
            @Nullable Notification findNext() {
                Notification next = delivered < selection.limit() ? super.findNext() : null;
                delivered += next == null ? 0 : 1;
                return next;
            }

            @Override
            boolean isOver() {
                return super.isOver() || delivered >= selection.limit();
            }
        };
    }

    private static ListSubscription givingUp(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            boolean isOver() {
                return super.isOver() || place - selection.after() > KEPT;
            }
        };
    }

    private static ListSubscription emptying(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            @Nullable Notification findNext() {
                Notification next = super.findNext();
                return next == null
                        ? null
                        : new Notification(
                                next.position(), withData(next.storedEvent(), new byte[0]));
            }
        };
    }
}
