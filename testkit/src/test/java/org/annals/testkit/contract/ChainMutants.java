package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.annals.testkit.contract.EventVariant.withId;
import static org.annals.testkit.contract.EventVariant.withMetadata;
import static org.annals.testkit.contract.EventVariant.withOrigin;
import static org.annals.testkit.contract.EventVariant.withTags;
import static org.annals.testkit.contract.EventVariant.withTimestamp;
import static org.annals.testkit.contract.EventVariant.withType;

import static java.util.Comparator.comparing;

import org.annals.domain.EventTag;
import org.annals.integrity.HashChain;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.Limits;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Defects of hash chains. */
final class ChainMutants {
    private static final String ORDER = "eachHashFollowsFromTheOneBefore";
    private static final String PARTS = "everyPartOfAnEventIsHashed";
    private static final String PAGES = "theChainIsReadInPagesFromAnyPosition";

    private ChainMutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(leavingOut());
        all.addAll(skipping());
        all.addAll(
                List.of(
                        mutant(
                                "hashes a request from its last event to its first",
                                "hashesOfOneRequestFollowTheOrderOfItsEvents",
                                Backwards::new),
                        mutant("begins a chain for each request", ORDER, ForEachRequest::new),
                        mutant("hashes no position", ORDER, WithoutPosition::new),
                        mutant("counts hashes from 0", ORDER, FromZero::new),
                        mutant("begins its chain with nothing", ORDER, FromNothing::new),
                        mutant("hashes what it refuses", "whatIsRefusedIsNotHashed", Refused::new),
                        mutant(
                                "forgets a hash after what it refuses",
                                "whatIsRefusedIsNotHashed",
                                Forgetful::new),
                        mutant(
                                "hashes what is repeated",
                                "whatIsRepeatedIsNotHashedAgain",
                                Repeated::new),
                        mutant(
                                        "begins its chain anew when it is opened",
                                        "theChainGoesOnWhenTheLogIsOpenedAgain",
                                        Anew::new)
                                .kept(),
                        mutant(
                                        "goes on from the last hash that it made itself",
                                        "twoOpeningsExtendOneChain",
                                        FromItsOwn::new)
                                .kept(),
                        mutant(
                                "makes hashes without the lock",
                                "manyWritersExtendOneChain",
                                Late::new),
                        mutant(
                                "makes hashes when its events are seen",
                                "theChainIsWholeWhileItGrows",
                                Late::new),
                        mutant("begins a page of the chain too early", PAGES, TooEarly::new),
                        mutant("forgets the limit of the chain", PAGES, Unlimited::new),
                        mutant("leaves out the last of the chain", PAGES, Shortened::new),
                        mutant("reads no page of the chain", PAGES, OfNone::new),
                        mutant(
                                "reads no page of the chain that is too large",
                                "aPageOfTheChainIsNeverEmptyBeforeTheEnd",
                                TooLarge::new),
                        mutant(
                                "reads the chain when it is closed",
                                "theChainOfAClosedRecorderIsNotRead",
                                Unclosed::new)));
        return all;
    }

    private static Mutant mutant(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, ChainContract.class, test, opener);
    }

    private static List<Mutant> leavingOut() {
        return List.of(
                without("ids", event -> withId(event, new UUID(0, 0))),
                without("origins", event -> withOrigin(event, null)),
                without("types", event -> withType(event, "x", event.typeVersion())),
                without("versions of types", event -> withType(event, event.type(), 1)),
                without("tags", event -> withTags(event)),
                without("the order of tags", ChainMutants::sorted),
                without("times", event -> withTimestamp(event, Instant.EPOCH)),
                without("metadata", event -> withMetadata(event, Map.of())),
                without("data", event -> withData(event, new byte[0])));
    }

    private static StoredEvent sorted(StoredEvent event) {
        return withTags(
                event, event.tags().stream().sorted(comparing(EventTag::toString)).toList());
    }

    private static Mutant without(String what, UnaryOperator<StoredEvent> change) {
        return mutant(
                "hashes no " + what,
                PARTS,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            @Override
                            Bytes hash(Bytes before, long position, StoredEvent event) {
                                return super.hash(before, position, change.apply(event));
                            }
                        });
    }

    private static List<Mutant> skipping() {
        return List.of(
                skipping(
                        "tracking",
                        "eventsThatMoveTrackingAreHashed",
                        request -> request.tracking().isPresent()),
                skipping(
                        "conditions",
                        "eventsOnAConditionAreHashed",
                        request -> !request.conditions().isEmpty()),
                skipping("rows", "eventsWithRowsAreHashed", request -> request.work().isPresent()));
    }

    private static Mutant skipping(String what, String test, Predicate<AppendRequest> skipped) {
        return mutant(
                "does not hash events with " + what,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            @Override
                            void extendChain(AppendRequest request) {
                                if (skipped.test(request)) {
                                    // What comes after follows from the hash before.
                                    Bytes before = lastHash();
                                    request.events().forEach(event -> store.hashes.add(before));
                                } else {
                                    super.extendChain(request);
                                }
                            }
                        });
    }

    private static final class Backwards extends ListRecorder {
        Backwards(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void extendChain(AppendRequest request) {
            super.extendChain(AppendRequest.of(request.events().reversed()));
        }
    }

    private static final class ForEachRequest extends ListRecorder {
        private boolean began;

        ForEachRequest(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void extendChain(AppendRequest request) {
            began = true;
            super.extendChain(request);
        }

        @Override
        Bytes lastHash() {
            Bytes last = began ? HashChain.originOf(store.identity.logId()) : super.lastHash();
            began = false;
            return last;
        }
    }

    private static final class WithoutPosition extends ListRecorder {
        WithoutPosition(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Bytes hash(Bytes before, long position, StoredEvent event) {
            return super.hash(before, 1, event);
        }
    }

    private static final class FromZero extends ListRecorder {
        FromZero(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Bytes hash(Bytes before, long position, StoredEvent event) {
            return super.hash(before, position - 1, event);
        }
    }

    private static final class FromNothing extends ListRecorder {
        FromNothing(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Bytes lastHash() {
            return store.hashes.isEmpty() ? Bytes.copyOf(new byte[32]) : super.lastHash();
        }
    }

    /** What comes next follows from what was refused. */
    private static final class Refused extends ListRecorder {
        private @Nullable Bytes refused;

        Refused(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judge(AppendRequest request) {
            try {
                super.judge(request);
            } catch (RuntimeException e) {
                refused = hash(lastHash(), store.head() + 1, request.events().getFirst());
                throw e;
            }
        }

        @Override
        Bytes lastHash() {
            Bytes last = refused == null ? super.lastHash() : refused;
            refused = null;
            return last;
        }
    }

    /** What comes next has no hash. */
    private static final class Forgetful extends ListRecorder {
        private boolean forgets;

        Forgetful(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void judge(AppendRequest request) {
            try {
                super.judge(request);
            } catch (RuntimeException e) {
                forgets = true;
                throw e;
            }
        }

        @Override
        void extendChain(AppendRequest request) {
            if (forgets) {
                request.events().forEach(event -> store.hashes.add(null));
            } else {
                super.extendChain(request);
            }
        }
    }

    /** A repeat is hashed in place of the last event. */
    private static final class Repeated extends ListRecorder {
        Repeated(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        AppendReceipt judgeAndWrite(AppendRequest request) {
            long before = store.head();
            AppendReceipt receipt = super.judgeAndWrite(request);
            if (store.head() == before && before > 0) {
                Bytes again = hash(lastHash(), before, request.events().getLast());
                store.hashes.set((int) before - 1, again);
            }
            return receipt;
        }
    }

    private static final class Anew extends ListRecorder {
        private boolean goesOn;

        Anew(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Bytes lastHash() {
            Bytes last = goesOn ? super.lastHash() : HashChain.originOf(store.identity.logId());
            goesOn = true;
            return last;
        }
    }

    private static final class FromItsOwn extends ListRecorder {
        private @Nullable Bytes own;

        FromItsOwn(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        Bytes lastHash() {
            return own == null ? super.lastHash() : own;
        }

        @Override
        Bytes hash(Bytes before, long position, StoredEvent event) {
            own = super.hash(before, position, event);
            return own;
        }
    }

    private static final class TooEarly extends ListRecorder {
        TooEarly(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        List<ChainedEvent> chainPage(long after, int limit) {
            return super.chainPage(Math.max(0, after - 1), limit);
        }
    }

    private static final class Unlimited extends ListRecorder {
        Unlimited(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        List<ChainedEvent> chainPage(long after, int limit) {
            return super.chainPage(after, Integer.MAX_VALUE);
        }
    }

    private static final class Shortened extends ListRecorder {
        Shortened(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        List<ChainedEvent> chainPage(long after, int limit) {
            List<ChainedEvent> page = super.chainPage(after, limit);
            return page.size() < 2 ? page : page.subList(0, page.size() - 1);
        }
    }

    private static final class OfNone extends ListRecorder {
        OfNone(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void requirePage(int limit) {
            // Any number will do.
        }
    }

    private static final class TooLarge extends ListRecorder {
        private final Limits limits;

        TooLarge(ListStore store, Limits limits) {
            super(store, limits);
            this.limits = limits;
        }

        @Override
        List<ChainedEvent> chainPage(long after, int limit) {
            List<ChainedEvent> page = super.chainPage(after, limit);
            long bytes =
                    page.stream()
                            .map(ChainedEvent::storedEvent)
                            .mapToLong(event -> event == null ? 0 : event.data().length())
                            .sum();
            return bytes > limits.pageBytes() ? List.of() : page;
        }
    }

    private static final class Unclosed extends ListRecorder {
        Unclosed(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        public List<ChainedEvent> readChain(long after, int limit) {
            return chainPage(Math.max(0, after), limit);
        }
    }

    /** Lets its events be seen a while before they have hashes. */
    private static final class Late extends ListRecorder {
        Late(ListStore store, Limits limits) {
            super(store, limits);
        }

        @Override
        void extendChain(AppendRequest request) {
            request.events().forEach(event -> store.hashes.add(null));
        }

        @Override
        public AppendReceipt append(AppendRequest request) {
            AppendReceipt receipt = super.append(request);
            for (long position = receipt.first(); position <= receipt.last(); position++) {
                int index = (int) position - 1;
                Loitering.aMoment();
                locked(
                        () ->
                                store.hashes.set(
                                        index, hash(before(index), index + 1L, event(index))));
            }
            return receipt;
        }

        private StoredEvent event(int index) {
            return store.log.get(index).storedEvent();
        }

        private Bytes before(int index) {
            Bytes before = index == 0 ? null : store.hashes.get(index - 1);
            return before == null ? HashChain.originOf(store.identity.logId()) : before;
        }
    }
}
