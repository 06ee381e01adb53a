package org.annals.testkit.contract;

import static org.annals.testkit.contract.SubscriptionMutants.following;
import static org.annals.testkit.contract.SubscriptionMutants.recorder;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNullElse;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Defects of how following ends, of what it lets others do, and of what it refuses. */
final class SubscriptionLifeMutants {
    private static final int MOMENTS = 100;

    private SubscriptionLifeMutants() {}

    static List<Mutant> all() {
        return List.of(
                following(
                        "delivers although it was stopped before",
                        "stoppedBeforeItIsIteratedItDeliversNothing",
                        SubscriptionLifeMutants::unstoppable),
                following(
                        "delivers after it was stopped",
                        "stoppedBetweenTwoDeliveriesItEnds",
                        SubscriptionLifeMutants::unstoppable),
                following(
                        "does not end a wait when it is stopped",
                        "stoppingEndsTheWaiting",
                        SubscriptionLifeMutants::stubborn),
                following(
                        "throws because it was stopped",
                        "closingASubscriptionStopsItAndTwiceIsOnce",
                        SubscriptionLifeMutants::throwingWhenStopped),
                recorder(
                        "stops all of them at once",
                        "stoppingOneLeavesTheOthersWaiting",
                        SubscriptionLifeMutants::stoppingAll),
                following(
                        "breaks its promise when it is stopped",
                        "whatWasPromisedIsDeliveredAndNothingElse",
                        SubscriptionLifeMutants::breakingPromises),
                following(
                        "cannot be stopped at any moment",
                        "stoppingAtAnyMomentJustEndsTheIteration",
                        SubscriptionLifeMutants::breakingPromises),
                following(
                        "has no next unless it was asked for one",
                        "nextNeedNotBeAskedFor",
                        SubscriptionLifeMutants::needingToBeAsked),
                following(
                        "is iterated twice",
                        "aSecondIteratorIsRefused",
                        SubscriptionLifeMutants::repeatable),
                recorder(
                        "lets no follower append",
                        "aFollowerMayAppendWhatItMakesOfAnEvent",
                        SubscriptionLifeMutants::refusingWhoeverFollows),
                following(
                        "waits on when the recorder is closed",
                        "closingTheRecorderEndsTheWaiting",
                        SubscriptionLifeMutants::outlivingTheRecorder),
                following(
                        "just ends when the recorder is closed",
                        "closingTheRecorderEndsTheWaiting",
                        SubscriptionLifeMutants::endingWithTheRecorder),
                following(
                        "delivers when the recorder is closed",
                        "closingTheRecorderEndsAnIterationThatHasMore",
                        SubscriptionLifeMutants::outlivingTheRecorder),
                following(
                        "waits on when its follower closes the recorder",
                        "theFollowerItselfMayCloseTheRecorder",
                        SubscriptionLifeMutants::outlivingTheRecorder),
                following(
                        "throws because the recorder is closed although it was stopped",
                        "stoppedAndThenClosedItJustEnds",
                        SubscriptionLifeMutants::lookingAtTheRecorderFirst),
                following(
                        "cannot be interrupted while it follows",
                        "interruptingEndsTheWaitingAndItMayGoOn",
                        SubscriptionLifeMutants::uninterruptible),
                following(
                        "swallows the interrupt",
                        "interruptingEndsTheWaitingAndItMayGoOn",
                        SubscriptionLifeMutants::swallowingInterrupts),
                following(
                        "ends for ever when it is interrupted",
                        "interruptingEndsTheWaitingAndItMayGoOn",
                        SubscriptionLifeMutants::endingWhenInterrupted),
                recorder(
                        "follows in pages of nothing",
                        "pagesOfNothingAreRefused",
                        SubscriptionLifeMutants::anyDirection),
                recorder(
                        "follows backwards",
                        "goingBackwardsIsRefused",
                        SubscriptionLifeMutants::anyDirection),
                recorder(
                        "follows when it is closed",
                        "aClosedRecorderRefusesSubscriptions",
                        SubscriptionLifeMutants::anything),
                recorder(
                        "follows a query without limits",
                        "aQueryBeyondTheLimitsIsRefused",
                        SubscriptionLifeMutants::anything),
                recorder("follows null", "nullIsRefused", SubscriptionLifeMutants::anything));
    }

    private static ListSubscription unstoppable(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            public void stop() {}
        };
    }

    private static ListSubscription stubborn(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            public void stop() {
                stopped = true;
            }
        };
    }

    private static ListSubscription throwingWhenStopped(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            @Nullable Notification awaitNext() {
                Notification next = super.awaitNext();
                if (stopped) {
                    throw new IllegalStateException("It was stopped.");
                }
                return next;
            }
        };
    }

    private static ListRecorder stoppingAll(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            private final List<ListSubscription> all = new ArrayList<>();

            @Override
            ListSubscription subscription(LogSelection selection) {
                var made =
                        new ListSubscription(this, selection) {
                            @Override
                            public void stop() {
                                all.forEach(each -> each.stopped = true);
                                super.stop();
                            }
                        };
                all.add(made);
                return made;
            }
        };
    }

    private static ListSubscription breakingPromises(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            public Iterator<Notification> iterator() {
                Iterator<Notification> each = super.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public Notification next() {
                        if (isStoppedMeanwhile()) {
                            throw new NoSuchElementException();
                        }
                        return each.next();
                    }
                };
            }

            private boolean isStoppedMeanwhile() {
                boolean found = false;
                for (int i = 0; i < MOMENTS && !found; i++) {
                    Loitering.aMoment();
                    store.lock.lock();
                    try {
                        found = stopped;
                    } finally {
                        store.lock.unlock();
                    }
                }
                return found;
            }
        };
    }

    private static ListSubscription needingToBeAsked(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            public Iterator<Notification> iterator() {
                Iterator<Notification> each = super.iterator();
                return new Iterator<>() {
                    private boolean asked;

                    @Override
                    public boolean hasNext() {
                        asked = true;
                        return each.hasNext();
                    }

                    @Override
                    public Notification next() {
                        if (!asked) {
                            throw new NoSuchElementException();
                        }
                        asked = false;
                        return each.next();
                    }
                };
            }
        };
    }

    private static ListSubscription repeatable(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void requireFirst() {}
        };
    }

    private static ListRecorder refusingWhoeverFollows(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            private final Set<Thread> followers = ConcurrentHashMap.newKeySet();

            @Override
            public AppendReceipt append(AppendRequest request) {
                if (followers.contains(Thread.currentThread())) {
                    throw WorkRunner.nestedAppend(this);
                }
                return super.append(request);
            }

            @Override
            ListSubscription subscription(LogSelection selection) {
                return new ListSubscription(this, selection) {
                    @Override
                    @Nullable Notification awaitNext() {
                        followers.add(Thread.currentThread());
                        return super.awaitNext();
                    }
                };
            }
        };
    }

    private static ListSubscription outlivingTheRecorder(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void requireOpen() {}
        };
    }

    private static ListSubscription endingWithTheRecorder(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            @Nullable Notification awaitNext() {
                try {
                    return super.awaitNext();
                } catch (RecorderClosedException closed) {
                    return null;
                }
            }
        };
    }

    private static ListSubscription lookingAtTheRecorderFirst(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            @Nullable Notification awaitNext() {
                requireOpen();
                return super.awaitNext();
            }
        };
    }

    private static ListSubscription uninterruptible(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void awaitChange() {
                try {
                    super.awaitChange();
                } catch (RecorderUnavailableException ignored) {
                    assertTrue(Thread.interrupted());
                }
            }
        };
    }

    private static ListSubscription swallowingInterrupts(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void awaitChange() {
                try {
                    super.awaitChange();
                } catch (RecorderUnavailableException e) {
                    assertTrue(Thread.interrupted());
                    throw e;
                }
            }
        };
    }

    private static ListSubscription endingWhenInterrupted(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void awaitChange() {
                try {
                    super.awaitChange();
                } catch (RecorderUnavailableException e) {
                    stopped = true;
                    throw e;
                }
            }
        };
    }

    private static ListRecorder anyDirection(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            void requireForwardsInPages(LogSelection selection) {}
        };
    }

    private static ListRecorder anything(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public Subscription<Notification> subscribe(LogSelection selection) {
                return subscription(requireNonNullElse(selection, LogSelection.all()));
            }
        };
    }
}
