package org.annals.examples.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.application.Executed;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.dcb.Boundary;
import org.annals.dcb.ConflictCount;
import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringObjectNotFoundException;
import org.annals.dcb.EnduringType;
import org.annals.dcb.QuerySlice;
import org.annals.dcb.Slice;
import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Evolution;
import org.annals.domain.Metadata;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.domain.Uuids;
import org.annals.encryption.SubjectKeys;
import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.examples.decisions.Berthing.Places;
import org.annals.examples.decisions.EarlierEvent.Docked;
import org.annals.examples.decisions.EarlierEvent.Moved;
import org.annals.examples.decisions.HarbourEvent.BerthOpened;
import org.annals.examples.decisions.HarbourEvent.ShipMoored;
import org.annals.examples.decisions.HarbourEvent.ShipRegistered;
import org.annals.examples.decisions.HarbourEvent.ShipRenamed;
import org.annals.examples.decisions.PassengerEvent.Complained;
import org.annals.examples.decisions.PassengerEvent.Embarked;
import org.annals.examples.decisions.PassengerEvent.Served;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What decisions are on every recorder: a test or more for each promise, DCB-1 to DCB-15, which is
 * why it is long.
 */
@Timeout(60)
abstract class DecisionsContract {
    private static final String CANARY = "Ophelia-5d1e";
    private static final String KEY = "k:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final EventTag ARGO = EventTag.of("ship", "argo");
    private static final EventTag EAST = EventTag.of("berth", "east");
    private static final int THREADS = 8;

    private final RecorderKind recorder;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;
    private OneLog log;
    private Harbour harbour;

    DecisionsContract(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void open() {
        log = new OneLog(recorder, folder);
        harbour = new Harbour(settings());
    }

    @AfterEach
    void close() {
        harbour.close();
        log.close();
    }

    private Settings settings() {
        return of(log);
    }

    private Settings of(OneLog some) {
        return some.settings()
                .using(Transcoder.class, new JsonTranscoder())
                .using(NoticeListener.class, notices::add)
                .with("RETRY_ATTEMPTS", "20");
    }

    private void argoAndEast(int places) {
        harbour.happened(new ShipRegistered("argo", "Argo"), new BerthOpened("east", places));
    }

    private List<Object> recorded() {
        return harbour.events()
                .read(LogSelection.all())
                .<Object>map(each -> each.domainEvent().event())
                .toList();
    }

    private List<EventTag> tagsAt(long position) {
        return harbour.events()
                .read(LogSelection.all().after(position - 1).limit(1))
                .toList()
                .getFirst()
                .domainEvent()
                .tags();
    }

    // DCB-1

    @Test
    void aNewObjectIsOnePendingEventWithItsOwnTagAndIsGotBackEqual() {
        var ship = Ship.register("Argo");
        assertThat(ship.id()).matches("ship-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(ship.pendingEvents()).hasSize(1);
        assertThat(ship.pendingEvents().getFirst().tags())
                .containsExactly(EventTag.of("ship", ship.id()));
        assertThat(ship.position()).isZero();
        harbour.save(ship);
        try (var other = new Harbour(settings())) {
            var again = other.decisions().get(Ship.TYPE, ship.id());
            assertThat(again.state()).isEqualTo(ship.state());
            assertThat(again.createdOn()).isEqualTo(ship.createdOn());
            assertThat(again.position()).isEqualTo(ship.position()).isEqualTo(1);
            assertThat(again.pendingEvents()).isEmpty();
        }
    }

    @Test
    void anIdThatIsChosenOrDerivedIsTakenOnce() {
        var derived = Uuids.nameBased(Uuids.NAMESPACE_URL, "imo:9074729").toString();
        for (var id : List.of("argo", derived)) {
            harbour.save(Ship.register(id, "Argo"));
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> harbour.save(Ship.register(id, "Argo")));
        }
        assertThat(recorded()).hasSize(2);
    }

    // DCB-2

    @Test
    void anObjectIgnoresEventsThatItDoesNotKnowAndGuardsThemAll() {
        harbour.save(Ship.register("argo", "Argo"));
        harbour.log("seen at night", ARGO);
        var ship = harbour.decisions().get(Ship.TYPE, "argo");
        assertThat(ship.state().clerks()).as("one event was applied").hasSize(1);
        assertThat(ship.position()).isEqualTo(2);
        assertThat(ship.conditions())
                .containsExactly(
                        AppendCondition.failIfMatching(Query.of(QueryItem.ofTags(ARGO))).after(2));

        harbour.log("seen at dawn", ARGO);
        ship.rename("Argo II");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> harbour.save(ship))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(3));
    }

    @Test
    void anEventHasTheTagOfItsObjectFirstThenThoseGivenThenThoseOfItsComponents() {
        var ship = Ship.register("argo", "Argo");
        harbour.save(ship);
        var pilot = EventTag.of("pilot", "p");
        ship.moor("east", EventDetails.tagged(pilot, ARGO));
        harbour.save(ship);
        assertThat(tagsAt(2)).containsExactly(ARGO, pilot, EAST);
    }

    // DCB-3

    /** Begins with any event. */
    private static final class Drifter extends EnduringObject<HarbourEvent> {
        Drifter() {
            super(Ship.TYPE);
        }

        static EnduringType<Drifter> type() {
            return EnduringType.of(Drifter.class, HarbourEvent.class, Drifter::new);
        }

        @Override
        protected void apply(HarbourEvent event) {}
    }

    @Test
    void aClassWithoutACreatingEventIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(Drifter::type)
                .withMessageContaining("Name the event with which its objects begin");
    }

    @Test
    void whatIsOnlyMentionedIsNotThere() {
        harbour.happened(new ShipMoored("argo", "east", 1));
        assertThat(harbour.decisions().find(Ship.TYPE, "argo")).isEmpty();
    }

    // DCB-4

    @Test
    void anUnknownIdIsNotFoundAndManyKeepTheirPlacesFromOneRead() {
        harbour.save(Ship.register("argo", "Argo"), Ship.register("bounty", "Bounty"));
        assertThatExceptionOfType(EnduringObjectNotFoundException.class)
                .isThrownBy(() -> harbour.decisions().get(Ship.TYPE, "nobody"))
                .withMessageContaining("ship:nobody");
        log.takeReads();
        var ships = harbour.decisions().getMany(Ship.TYPE, "bounty", "nobody", "argo");
        assertThat(log.takeReads()).containsExactly(0L);
        assertThat(ships.stream().map(each -> each.map(ship -> ship.state().name())))
                .containsExactly(Optional.of("Bounty"), Optional.empty(), Optional.of("Argo"));
        assertThat(ships.getFirst().orElseThrow().position()).isEqualTo(2);
    }

    // DCB-5

    private Mooring mooring(Harbour from) {
        return from.decisions().group(Ship.TYPE, "argo", Berth.TYPE, "east", Mooring::new);
    }

    @Test
    void aGroupsEventIsRecordedOnceWithTheTagsOfAllMembersAndAppliedToEach() {
        argoAndEast(2);
        var mooring = mooring(harbour);
        mooring.moor(3);
        assertThat(mooring.ship().state().visits()).containsExactly("east");
        assertThat(mooring.berth().ships()).containsExactly("argo");
        assertThat(mooring.conditions())
                .containsExactly(
                        AppendCondition.failIfMatching(
                                        Query.of(QueryItem.ofTags(ARGO), QueryItem.ofTags(EAST)))
                                .after(2));
        assertThat(harbour.save(mooring)).extracting(Recording::position).containsExactly(3L);
        assertThat(tagsAt(3)).containsExactly(ARGO, EAST);
        assertThat(mooring.ship().position()).isEqualTo(3);

        var again = mooring(harbour);
        assertThat(again.ship().state()).isEqualTo(mooring.ship().state());
        assertThat(again.berth().ships()).containsExactly("argo");
        again.moor(1);
        harbour.log("painted", EAST);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> harbour.save(again));
    }

    @Test
    void aGroupIsGivenEmptyForAMissingMemberAndSaysWhatThatMeans() {
        harbour.save(Ship.register("argo", "Argo"));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> mooring(harbour))
                .withMessage("berth");
    }

    // DCB-6

    @Test
    void aMemberThatThrowsVetoesTheEvent() {
        argoAndEast(0);
        var mooring = mooring(harbour);
        assertThatExceptionOfType(BerthFullException.class).isThrownBy(() -> mooring.moor(1));
        assertThat(mooring.pendingEvents()).isEmpty();
        assertThat(harbour.save(mooring)).isEmpty();
        assertThat(recorded()).hasSize(2);
        mooring.ship().rename("Argo II");
        assertThat(harbour.save(mooring)).as("nobody has applied it").hasSize(1);
    }

    // DCB-7

    @Test
    void whatIsPendingOnMembersIsSavedWithTheGroupInTheOrderOfTriggering() {
        argoAndEast(1);
        var mooring = mooring(harbour);
        mooring.ship().rename("Argo II");
        mooring.moor(1);
        mooring.berth().extend(4);
        mooring.moor(2);
        mooring.ship().rename("Argo III");
        harbour.save(mooring);
        assertThat(recorded().subList(2, 7))
                .containsExactly(
                        new ShipRenamed("argo", "Argo II"),
                        new ShipMoored("argo", "east", 1),
                        new BerthOpened("east", 4),
                        new ShipMoored("argo", "east", 2),
                        new ShipRenamed("argo", "Argo III"));
        assertThat(mooring(harbour).berth().places()).isEqualTo(5);
        mooring.ship().rename("Argo IV");
        assertThat(harbour.save(mooring)).as("it goes on").hasSize(1);
    }

    // DCB-8

    @Test
    void aSliceDecidesAndIsTaggedAndConflictsWithEventsOfItsHandlersAlone() {
        argoAndEast(1);
        var pilot = EventTag.of("pilot", "p");
        log.beforeNextAppend(
                () -> {
                    harbour.happened(new ShipRenamed("argo", "Argo II"));
                    harbour.log("painted", ARGO, EAST);
                    harbour.happened(new ShipMoored("bounty", "west", 1));
                });
        Executed<Moor> moored = harbour.execute(new Moor("argo", "east", pilot));
        assertThat(moored.attempts()).isEqualTo(1);
        assertThat(tagsAt(6)).containsExactly(pilot, ARGO, EAST);
        assertThatExceptionOfType(BerthFullException.class)
                .isThrownBy(() -> harbour.execute(new Moor("argo", "east")));
        assertThatIllegalStateException()
                .isThrownBy(() -> harbour.execute(new Moor("nobody", "east")));
        assertThat(recorded()).hasSize(6);
    }

    // DCB-9

    /** Registers a ship whose id nobody else has. */
    private static final class Register extends Slice<HarbourEvent> {
        private final String id;
        int attempts;

        Register(String id) {
            this.id = id;
            boundary(EventTag.of("ship", id)).never(ShipRegistered.class);
        }

        @Override
        protected void execute() {
            attempts++;
            trigger(new ShipRegistered(id, id));
        }
    }

    @Test
    void aSliceWithoutHandlersReadsNothingAndIsTheFirstOfItsTagAndType() {
        harbour.happened(new ShipRenamed("argo", "another type"));
        log.takeReads();
        // A recorder reads on its own account to name what is in the way.
        assertThat(harbour.execute(new Register("argo")).position()).hasValue(2);
        assertThat(log.takeReads()).isEmpty();
        var second = new Register("argo");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> harbour.execute(second))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(2));
        assertThat(second.attempts).isEqualTo(1);
        assertThat(harbour.execute(new Register("bounty")).position()).hasValue(3);
    }

    // DCB-10

    /** Records nothing, or what it is told. */
    private static class Open extends Slice<Object> {
        private final List<Object> decided;

        Open(Object... decided) {
            this.decided = List.of(decided);
        }

        @Override
        protected final void execute() {
            decided.forEach(this::trigger);
        }
    }

    /** All ships that were registered, in order. */
    private static final class Ships extends QuerySlice<HarbourEvent> {
        final List<String> ids = new ArrayList<>();

        Ships() {
            boundary().on(ShipRegistered.class, e -> ids.add(e.shipId()));
        }
    }

    @Test
    void aSliceTellsItsPositionOrThatThereIsNoneAndAQuestionRecordsNothing() {
        assertThat(harbour.execute(new Open()).position()).isEmpty();
        assertThat(harbour.execute(new Open(new ShipRegistered("a", "A"))).position()).hasValue(1);
        assertThat(harbour.decisions().evaluate(new Ships()).ids).containsExactly("a");
        assertThat(log.recorder().head()).isEqualTo(1);
        assertThat(Recordable.class.isAssignableFrom(QuerySlice.class)).isFalse();
    }

    // DCB-11

    @Test
    void afterAConflictASliceReadsOnAndDecidesAgainAndTellsHowOften() {
        argoAndEast(5);
        log.beforeNextAppend(
                () -> {
                    harbour.happened(new ShipMoored("bounty", "east", 7));
                    log.beforeNextAppend(
                            () -> harbour.happened(new ShipMoored("cutter", "east", 8)));
                });
        log.takeReads();
        Executed<Moor> moored = harbour.execute(new Moor("argo", "east"));
        assertThat(moored.attempts()).isEqualTo(3).isEqualTo(moored.state().attempts());
        assertThat(moored.state().nights()).containsExactly(7, 8);
        assertThat(moored.position()).hasValue(5);
        assertThat(log.conflicts()).isEqualTo(2);
        assertThat(log.takeReads())
                .as("from where it was")
                .containsSubsequence(0L, 2L, 3L)
                .endsWith(3L)
                .containsOnlyOnce(0L);
    }

    @Test
    void theLastConflictIsThrownWhenTheBoundIsReached() {
        argoAndEast(99);
        try (var patient = new Harbour(settings().with("RETRY_ATTEMPTS", "3"))) {
            var slice = new Moor("argo", "east");
            alwaysMeanwhile(() -> harbour.happened(new ShipMoored("bounty", "east", 1)));
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> patient.execute(slice));
            log.beforeNextAppend(() -> {});
            assertThat(slice.attempts()).isEqualTo(3);
        }
        assertThat(recorded()).hasSize(2 + 3);
    }

    private void alwaysMeanwhile(Runnable action) {
        log.beforeNextAppend(
                () -> {
                    action.run();
                    alwaysMeanwhile(action);
                });
    }

    // DCB-12

    @Test
    void advancingTwiceAppliesOnlyWhatIsNew() {
        argoAndEast(9);
        var ship = harbour.decisions().get(Ship.TYPE, "argo");
        var berth = harbour.decisions().get(Berth.TYPE, "east");
        var ships = harbour.decisions().evaluate(new Ships());
        harbour.happened(new ShipMoored("argo", "east", 1), new ShipRegistered("b", "B"));
        for (int twice = 0; twice < 2; twice++) {
            harbour.decisions().advance(ship, berth);
            harbour.decisions().evaluate(ships);
            assertThat(ship.state().visits()).containsExactly("east");
            assertThat(berth.ships()).containsExactly("argo");
            assertThat(ships.ids).containsExactly("argo", "b");
        }
        ship.moor("east", EventDetails.none());
        harbour.save(ship);
        harbour.decisions().advance(ship, berth);
        assertThat(ship.state().visits()).containsExactly("east", "east");
        assertThat(berth.ships()).containsExactly("argo", "argo");
        ship.rename("Argo II");
        assertThat(harbour.save(ship)).as("nothing was overlooked").hasSize(1);
    }

    @Test
    void whatAnotherHasRecordedInTheSameSaveIsAppliedOnceByAdvancing() {
        var ship = Ship.register("argo", "Argo");
        harbour.save(ship);
        ship.moor("east", EventDetails.none());
        harbour.save(ship, DomainEvent.of(new ShipMoored("argo", "west", 1), EventDetails.none()));
        assertThat(ship.state().visits()).containsExactly("east");
        for (int twice = 0; twice < 2; twice++) {
            harbour.decisions().advance(ship);
            assertThat(ship.state().visits()).containsExactly("east", "west");
        }
    }

    // DCB-13

    @Test
    void whatDecidesIsCompressedAndEncryptedAsSettingsSay() {
        var name = CANARY.repeat(200);
        var secret =
                settings()
                        .with("CIPHER_KEY", KEY)
                        .with("COMPRESSOR", "zlib")
                        .with("AGGREGATE_CACHE_MAXSIZE", "0");
        try (var locked = new Harbour(secret, snapshots(1))) {
            locked.save(Ship.register("argo", name), Berth.open("east", 3));
            locked.execute(new Moor("argo", "east"));
            locked.execute(() -> mooring(locked), each -> each.moor(2));
            locked.execute(
                    Berthing.DECIDER, Berthing.of("east"), new ShipMoored("argo", "east", 3));
            assertThat(locked.decisions().get(Ship.TYPE, "argo").state().name()).isEqualTo(name);
            assertThatExceptionOfType(BerthFullException.class)
                    .isThrownBy(() -> locked.execute(new Moor("argo", "east")));
            assertThat(storedText("ship:argo", "Ship.State"))
                    .as("of events and of the snapshot")
                    .hasSize(5 + 1)
                    .allMatch(each -> !each.contains(CANARY) && !each.contains("argo"))
                    .allMatch(each -> each.length() < name.length());
        }
        assertThat(notices).noneMatch(Notice.SnapshotFailed.class::isInstance);
        try (var keyless = new Harbour(settings())) {
            assertThatExceptionOfType(RuntimeException.class)
                    .as("without a key nothing is decided")
                    .isThrownBy(() -> keyless.execute(new Moor("argo", "east")));
        }
        assertThat(log.recorder().head()).isEqualTo(5);
    }

    private List<String> storedText(String subject, String stateName) {
        List<String> text = new ArrayList<>();
        LogStream.of(log.recorder(), LogSelection.all())
                .forEach(each -> text.add(utf8(each.storedEvent().data().toArray())));
        log.recorder()
                .findSnapshot(subject, stateName, 1, Long.MAX_VALUE)
                .ifPresent(snapshot -> text.add(utf8(snapshot.data().toArray())));
        return text;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** Of ships, and of what the decider makes. */
    private static Snapshotting[] snapshots(int events) {
        SnapshotPolicy policy = SnapshotPolicy.every(events);
        return new Snapshotting[] {
            Snapshotting.of(Ship.TYPE, policy).inline(),
            Snapshotting.of(Places.class, Berthing.DECIDER, policy).inline()
        };
    }

    @Test
    void anEventOfAnOldNameAndVersionIsWithinTheBoundaryOfItsPresentClass() {
        argoAndEast(9);
        try (var earlier = new EarlierHarbour(settings())) {
            save(earlier, new Docked("argo", "east"));
            var slice = harbour.decisions().evaluate(new Moor("argo", "east"));
            assertThat(slice.nights()).containsExactly(1);
            assertThat(harbour.decisions().get(Ship.TYPE, "argo").state().visits())
                    .containsExactly("east");
            assertThat(harbour.decisions().get(Berthing.DECIDER, Berthing.of("east")).state())
                    .isEqualTo(new Places(9, 1, "?"));

            log.beforeNextAppend(() -> save(earlier, new Docked("argo", "east")));
            Executed<Moor> moored = harbour.execute(new Moor("argo", "east"));
            assertThat(moored.attempts()).as("an old name conflicts").isEqualTo(2);
            assertThat(moored.state().nights()).containsExactly(1, 1);

            log.beforeNextAppend(() -> save(earlier, new Docked("argo", "east")));
            var decided =
                    harbour.execute(
                            Berthing.DECIDER,
                            Berthing.of("east"),
                            new ShipMoored("argo", "east", 2));
            assertThat(decided.attempts()).isEqualTo(2);
            assertThat(decided.state().taken()).isEqualTo(5);
        }
    }

    private static void save(EarlierHarbour earlier, EarlierEvent event) {
        earlier.save(DomainEvent.of(event, EventDetails.none()));
    }

    private static final Evolution<Integer, HarbourEvent> COUNT =
            Evolution.of(0, (count, event) -> count + 1);

    @Test
    void anEventThatIsSplitIsWithinTheBoundariesOfItsPartsEachByItself() {
        argoAndEast(9);
        try (var earlier = new EarlierHarbour(settings())) {
            save(earlier, new Docked("argo", "west"));
            log.beforeNextAppend(() -> save(earlier, new Moved("argo", "west", "east")));
            Executed<Moor> moored = harbour.execute(new Moor("argo", "east"));
            assertThat(moored.attempts()).isEqualTo(2);
            assertThat(moored.state().nights()).containsExactly(1);
            assertThat(harbour.decisions().get(Ship.TYPE, "argo").state().visits())
                    .containsExactly("west", "sea", "east", "east");
            assertThat(harbour.decisions().get(Berth.TYPE, "east").ships())
                    .containsExactly("argo", "argo");

            var moorings = Boundary.of(EAST).ofTypes(ShipMoored.class);
            assertThat(harbour.decisions().get(COUNT, moorings).state())
                    .as("that the ship left is no mooring")
                    .isEqualTo(2);
        }
    }

    @Test
    void metadataIsRecordedAndIsCurrentWhereverTheEventIsReplayed() {
        Metadata.with(
                Map.of("clerk", "ann"),
                () -> {
                    argoAndEast(9);
                    harbour.execute(new Moor("argo", "east"));
                    harbour.execute(() -> mooring(harbour), each -> each.moor(1));
                });
        Metadata.with(
                Map.of("clerk", "bob"),
                () ->
                        harbour.execute(
                                Berthing.DECIDER,
                                Berthing.of("east"),
                                new ShipMoored("argo", "east", 1)));
        // Whoever reads is nobody of these, so that no metadata of the reader passes for theirs.
        Metadata.with(
                Map.of("clerk", "eve"),
                () -> {
                    try (var other = new Harbour(settings())) {
                        var decisions = other.decisions();
                        assertThat(decisions.evaluate(new Moor("argo", "east")).clerks())
                                .containsExactly("ann", "ann", "bob");
                        assertThat(decisions.get(Ship.TYPE, "argo").state().clerks())
                                .containsExactly("ann", "ann", "ann", "bob");
                        assertThat(decisions.get(Berthing.DECIDER, Berthing.of("east")).state())
                                .isEqualTo(new Places(9, 3, "bob"));
                    }
                });
    }

    @Test
    void anObjectAndADecidersStateGoOnFromTheirSnapshots() {
        argoAndEast(99);
        for (int i = 0; i < 5; i++) {
            harbour.happened(new ShipMoored("argo", "east", i));
        }
        try (var first = new Harbour(settings(), snapshots(5))) {
            first.decisions().get(Ship.TYPE, "argo");
            first.decisions().get(Berthing.DECIDER, Berthing.of("east"));
        }
        harbour.happened(new ShipMoored("argo", "east", 6));
        try (var second = new Harbour(settings(), snapshots(5))) {
            log.takeReads();
            var ship = second.decisions().get(Ship.TYPE, "argo");
            var places = second.decisions().get(Berthing.DECIDER, Berthing.of("east"));
            assertThat(log.takeReads()).containsExactly(7L, 7L);
            var replayed = harbour.decisions().get(Ship.TYPE, "argo");
            assertThat(ship.state()).isEqualTo(replayed.state());
            assertThat(ship.createdOn()).isEqualTo(replayed.createdOn());
            assertThat(ship.modifiedOn()).isEqualTo(replayed.modifiedOn());
            assertThat(ship.position()).isEqualTo(replayed.position());
            assertThat(places.state()).isEqualTo(new Places(99, 6, "?"));

            ship.rename("Argo II");
            second.save(ship);
            log.beforeNextAppend(() -> harbour.happened(new ShipMoored("argo", "east", 7)));
            var decided =
                    second.execute(
                            Berthing.DECIDER,
                            Berthing.of("east"),
                            new ShipMoored("argo", "east", 8));
            assertThat(decided.attempts()).isEqualTo(2);
            assertThat(decided.state().taken()).isEqualTo(8);
        }
        assertThat(notices).noneMatch(Notice.SnapshotFailed.class::isInstance);
    }

    @Test
    void whatIsCachedIsReadOnAndSeesWhatOthersRecord() {
        argoAndEast(99);
        try (var cached = new Harbour(settings().with("AGGREGATE_CACHE_MAXSIZE", "10"))) {
            for (int i = 0; i < 3; i++) {
                harbour.happened(new ShipMoored("argo", "east", i));
                log.takeReads();
                var ship = cached.decisions().get(Ship.TYPE, "argo");
                var berth = cached.decisions().get(Berth.TYPE, "east");
                var places = cached.decisions().get(Berthing.DECIDER, Berthing.of("east"));
                long from = i == 0 ? 0 : i + 2;
                assertThat(log.takeReads()).containsExactly(from, from, from);
                assertThat(ship.state().visits()).hasSize(i + 1);
                assertThat(berth.ships()).hasSize(i + 1);
                assertThat(places.state().taken()).isEqualTo(i + 1);
                ship.rename("never saved");
                berth.extend(1);
            }
            log.beforeNextAppend(() -> harbour.happened(new ShipMoored("argo", "east", 9)));
            var moored = cached.execute(() -> mooring(cached), each -> each.moor(1));
            assertThat(moored.attempts()).isEqualTo(2);
            log.beforeNextAppend(() -> harbour.happened(new ShipMoored("argo", "east", 9)));
            var decided =
                    cached.execute(
                            Berthing.DECIDER,
                            Berthing.of("east"),
                            new ShipMoored("argo", "east", 8));
            assertThat(decided.attempts()).isEqualTo(2);
            assertThat(decided.state()).isEqualTo(new Places(99, 7, "?"));
            assertThat(cached.decisions().get(Ship.TYPE, "argo").state())
                    .isEqualTo(harbour.decisions().get(Ship.TYPE, "argo").state());
            assertThat(cached.decisions().get(Berth.TYPE, "east").places()).isEqualTo(99);
        }
    }

    @Test
    void snapshotsAreTakenOfWhatIsCachedToo() {
        argoAndEast(99);
        var caching = settings().with("AGGREGATE_CACHE_MAXSIZE", "10");
        try (var cached = new Harbour(caching, snapshots(4))) {
            for (int i = 0; i < 8; i++) {
                harbour.happened(new ShipMoored("argo", "east", i));
                cached.decisions().get(Ship.TYPE, "argo");
                cached.decisions().get(Berthing.DECIDER, Berthing.of("east"));
            }
        }
        try (var restarted = new Harbour(caching, snapshots(4))) {
            log.takeReads();
            assertThat(restarted.decisions().get(Ship.TYPE, "argo").state().visits()).hasSize(8);
            assertThat(
                            restarted
                                    .decisions()
                                    .get(Berthing.DECIDER, Berthing.of("east"))
                                    .state()
                                    .taken())
                    .isEqualTo(8);
            assertThat(log.takeReads()).as("of nine events each").containsExactly(9L, 9L);
        }
        assertThat(log.recorder().snapshotVersions("ship:argo", "Ship.State"))
                .containsExactlyInAnyOrder(5L, 9L);
    }

    private SubjectKeys keys() {
        return SubjectKeys.inFolder(folder.resolve("keys"));
    }

    private Settings personal() {
        return settings().using(SubjectKeys.class, keys()).with("AGGREGATE_CACHE_MAXSIZE", "0");
    }

    @Test
    void whatMayHavePersonalDataIsNeverCached() {
        try (var ferry = new Ferry(personal())) {
            ferry.happened(
                    new ShipRegistered("argo", "Argo"),
                    new Embarked("o", Erasable.of(CANARY)),
                    new Served("o", "soup"));
            ferry.decisions().get(Ship.TYPE, "argo");
            ferry.decisions().get(Passenger.TYPE, "o");
            ferry.decisions().get(Ferry.LABEL, Ferry.of("o"));
            log.takeReads();
            ferry.decisions().get(Ship.TYPE, "argo");
            var passenger = ferry.decisions().get(Passenger.TYPE, "o");
            var label = ferry.decisions().get(Ferry.LABEL, Ferry.of("o"));
            assertThat(log.takeReads()).as("the ship is cached").containsExactly(3L, 0L, 0L);
            assertThat(passenger.state().name()).isEqualTo(Erasable.of(CANARY));
            assertThat(label.state().name()).isEqualTo(Erasable.of(CANARY));

            keys().erase("o");

            assertThat(ferry.decisions().get(Passenger.TYPE, "o").state().name().isErased())
                    .isTrue();
            assertThat(ferry.decisions().get(Ferry.LABEL, Ferry.of("o")).state().name().isErased())
                    .isTrue();
        }
    }

    private Ferry remembering() {
        SnapshotPolicy policy = SnapshotPolicy.every(2);
        return new Ferry(
                personal(),
                Snapshotting.of(Passenger.TYPE, policy).inline(),
                Snapshotting.of(Stowaway.TYPE, policy).inline(),
                Snapshotting.of(Ferry.Label.class, Ferry.LABEL, policy).inline());
    }

    @Test
    void aSnapshotReadsAsErasedAfterItsSubjectIs() {
        try (var ferry = remembering()) {
            ferry.happened(new Embarked("o", Erasable.of(CANARY)), new Served("o", "soup"));
            ferry.decisions().get(Passenger.TYPE, "o");
            ferry.decisions().get(Ferry.LABEL, Ferry.of("o"));
            assertThat(storedText("passenger:o", "Passenger.State"))
                    .hasSize(2 + 1)
                    .noneMatch(each -> each.contains(CANARY));
            log.takeReads();
            assertThat(ferry.decisions().get(Passenger.TYPE, "o").state().name())
                    .isEqualTo(Erasable.of(CANARY));
            assertThat(ferry.decisions().get(Ferry.LABEL, Ferry.of("o")).state().name())
                    .isEqualTo(Erasable.of(CANARY));
            assertThat(log.takeReads()).as("from their snapshots").containsExactly(2L, 2L);

            assertThat(ferry.erase("o").isComplete()).isTrue();
            try (var other = remembering()) {
                for (var each : List.of(ferry, other)) {
                    log.takeReads();
                    assertThat(each.decisions().get(Passenger.TYPE, "o").state())
                            .isEqualTo(
                                    new Passenger.State("o", Erasable.erased(), List.of("soup")));
                    assertThat(each.decisions().get(Ferry.LABEL, Ferry.of("o")).state())
                            .isEqualTo(new Ferry.Label("o", Erasable.erased()));
                    assertThat(log.takeReads()).as("from their snapshots").containsExactly(2L, 2L);
                }
            }
        }
        assertThat(notices).noneMatch(Notice.SnapshotFailed.class::isInstance);
    }

    @Test
    void noSnapshotIsTakenOfPersonalDataWhoseSubjectIsNotNamed() {
        try (var ferry = remembering()) {
            ferry.happened(new Embarked("o", Erasable.of(CANARY)), new Served("o", "soup"));
            assertThat(ferry.decisions().get(Stowaway.TYPE, "o").state().name())
                    .isEqualTo(Erasable.of(CANARY));

            ferry.erase("o");

            assertThat(ferry.decisions().get(Stowaway.TYPE, "o").state().name().isErased())
                    .isTrue();
            assertThat(log.recorder().snapshotVersions("passenger:o", "Stowaway.State")).isEmpty();
            assertThat(notices)
                    .filteredOn(Notice.SnapshotFailed.class::isInstance)
                    .isNotEmpty()
                    .allMatch(each -> each.toString().contains("@Subject"));
        }
    }

    @Test
    void personalDataOfNobodyIsNotRecorded() {
        try (var ferry = new Ferry(personal())) {
            var slice = new Open(new Complained("o", Erasable.of(CANARY)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ferry.execute(slice))
                    .withMessageContaining("names no @Subject");
        }
        assertThat(log.recorder().head()).isZero();
    }

    // DCB-14

    @Test
    void noBoundaryGuardsNothingAndAnEmptyOneTheWholeLog() {
        var none = new Open(new ShipRegistered("a", "A"));
        log.beforeNextAppend(() -> harbour.log("meanwhile"));
        log.takeReads();
        assertThat(harbour.execute(none).attempts()).isEqualTo(1);
        assertThat(none.conditions()).isEmpty();
        assertThat(log.takeReads()).as("it reads nothing").isEmpty();

        List<Object> seen = new ArrayList<>();
        var whole =
                new Open(new ShipRegistered("b", "B")) {
                    {
                        boundary().on(Object.class, seen::add);
                    }
                };
        log.beforeNextAppend(() -> harbour.log("without any tag"));
        assertThat(harbour.execute(whole).attempts()).isEqualTo(2);
        assertThat(seen).hasSize(3);
        assertThat(recorded()).hasSize(4);

        var first =
                new Open(new ShipRegistered("c", "C")) {
                    {
                        boundary();
                    }
                };
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .as("any event forbids it")
                .isThrownBy(() -> harbour.execute(first));
    }

    @Test
    void aStateOverNoBoundaryDependsOnNothingAndOverAllOfItOnEverything() {
        harbour.happened(new ShipRegistered("a", "A"));
        var nothing = harbour.decisions().get(COUNT, Boundary.none());
        var everything = harbour.decisions().get(COUNT, Boundary.everything());
        assertThat(nothing.state()).isZero();
        assertThat(everything.state()).isEqualTo(1);
        harbour.log("meanwhile");
        assertThat(harbour.save(nothing.trigger(new ShipRegistered("b", "B")))).hasSize(1);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> harbour.save(everything.trigger(new ShipRegistered("c", "C"))));
    }

    // DCB-15

    /** Gives ships numbers without a hole, in the order of their registration. */
    private static final class RegisterNext extends Slice<HarbourEvent> {
        private int registered;

        RegisterNext() {
            boundary().on(ShipRegistered.class, e -> registered++);
        }

        @Override
        protected void execute() {
            trigger(new ShipRegistered("no-" + (registered + 1), "N"));
        }
    }

    @Test
    void allOfAKindAreALogInOrderWithoutASequenceOfItsOwn() throws Exception {
        harbour.happened(new BerthOpened("east", 1));
        together(THREADS, i -> harbour.execute(new RegisterNext()));
        harbour.happened(new BerthOpened("west", 1));

        var ships = harbour.decisions().evaluate(new Ships());
        assertThat(ships.ids)
                .isEqualTo(
                        IntStream.rangeClosed(1, THREADS).mapToObj(each -> "no-" + each).toList());
        harbour.execute(new RegisterNext());
        assertThat(harbour.decisions().evaluate(ships).ids.getLast())
                .isEqualTo("no-" + (THREADS + 1));
    }

    // What is true of all of them.

    /** Another recorder of the same log, as another process has; in memory there is but one. */
    private OneLog elsewhere() {
        return recorder == RecorderKind.MEMORY ? log : new OneLog(recorder, folder);
    }

    @Test
    void anotherWriterOfTheSameLogConflictsAndIsReadOn() {
        OneLog far = elsewhere();
        try (var other = new Harbour(of(far).with("AGGREGATE_CACHE_MAXSIZE", "0"))) {
            argoAndEast(9);
            var ship = other.decisions().get(Ship.TYPE, "argo");
            other.decisions().get(Berthing.DECIDER, Berthing.of("east"));

            far.beforeNextAppend(() -> harbour.execute(new Moor("argo", "east")));
            assertThat(other.execute(new Moor("argo", "east")).attempts()).isEqualTo(2);

            far.beforeNextAppend(() -> harbour.execute(new Moor("argo", "east")));
            var decided =
                    other.execute(
                            Berthing.DECIDER,
                            Berthing.of("east"),
                            new ShipMoored("argo", "east", 2));
            assertThat(decided.attempts()).isEqualTo(2);
            assertThat(decided.state().taken()).isEqualTo(4);

            far.beforeNextAppend(() -> harbour.execute(new Moor("argo", "east")));
            var group = other.execute(() -> mooring(other), each -> each.moor(3));
            assertThat(group.attempts()).isEqualTo(2);

            ship.rename("too late");
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> other.save(ship));
            assertThat(harbour.decisions().get(Ship.TYPE, "argo").state())
                    .isEqualTo(other.decisions().get(Ship.TYPE, "argo").state());
            assertThat(log.recorder().head()).isEqualTo(far.recorder().head()).isEqualTo(2 + 6);
        } finally {
            if (far != log) {
                far.close();
            }
        }
    }

    @Test
    void decisionsOfManyThreadsAreRecordedOnceEachAndTellTheirAttempts() throws Exception {
        int places = THREADS * 5 - 7;
        argoAndEast(places);
        List<Executed<Moor>> moored = new CopyOnWriteArrayList<>();
        List<Moor> refused = new CopyOnWriteArrayList<>();
        try (var patient = new Harbour(settings().with("RETRY_ATTEMPTS", "1000"))) {
            together(
                    THREADS,
                    thread -> {
                        for (int i = 0; i < 5; i++) {
                            var slice = new Moor("argo", "east");
                            try {
                                moored.add(patient.execute(slice));
                            } catch (BerthFullException e) {
                                refused.add(slice);
                            }
                        }
                    });
            assertThat(refused).hasSize(7);
            assertThat(moored.stream().map(each -> each.position().orElseThrow()).sorted())
                    .isEqualTo(LongStream.rangeClosed(3, places + 2).boxed().toList());
            assertThat(recorded()).hasSize(2 + places);
            assertThat(moored)
                    .as("each was decided by all that came before it")
                    .allMatch(each -> each.attempts() == each.state().attempts())
                    .allMatch(
                            each ->
                                    each.position().orElseThrow()
                                            == 3 + each.state().nights().size());
            long conflicts =
                    moored.stream().mapToLong(each -> each.attempts() - 1).sum()
                            + refused.stream().mapToLong(each -> each.attempts() - 1).sum();
            assertThat(conflicts)
                    .isEqualTo(log.conflicts())
                    .isEqualTo(
                            patient.decisions().conflicts().stream()
                                    .mapToLong(ConflictCount::conflicts)
                                    .sum());
        }
    }

    /** Something that a thread does. */
    private interface Work {
        void run(int thread) throws Exception;
    }

    /** Lets threads begin at once, and fails with what one of them throws. */
    private static void together(int count, Work work) throws Exception {
        var barrier = new CyclicBarrier(count);
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(
                        threads.submit(
                                () -> {
                                    barrier.await();
                                    work.run(thread);
                                    return null;
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
