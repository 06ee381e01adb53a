package org.annals.examples.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.EventType;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Projector;
import org.annals.examples.RecorderKind;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class SnapshotsTest {
    private static final String STATE = "Diary.State";
    private static final SnapshotPolicy EVERY_FIFTH = SnapshotPolicy.every(5);

    private final RecorderKind recorder;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private Settings settings = Settings.only(Map.of());

    SnapshotsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder).using(NoticeListener.class, this::heard);
    }

    private void heard(Notice notice) {
        if (!(notice instanceof Notice.Started)) {
            notices.add(notice);
        }
    }

    private Diaries open(Snapshotting snapshotting) {
        return new Diaries(settings, Diary.TYPE, snapshotting);
    }

    private static List<Long> versions(Diaries diaries) {
        return diaries.events().recorder().snapshotVersions("d", STATE);
    }

    private static void assertIsReplayed(Diaries diaries, Diary diary, long version) {
        try (var events = diaries.events().get(AggregateSelection.of("d").upTo(version))) {
            Diary replayed = Diary.TYPE.fold(events.toList());
            assertThat(diary.version()).isEqualTo(version);
            assertThat(diary.state()).isEqualTo(replayed.state());
            assertThat(diary.id()).isEqualTo(replayed.id());
            assertThat(diary.createdOn()).isEqualTo(replayed.createdOn());
            assertThat(diary.modifiedOn()).isEqualTo(replayed.modifiedOn());
        }
    }

    // SNP-1
    @Test
    void anIntervalOfFiveAndThirteenEventsGiveSnapshotsAtFiveAndTen() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 13);

            assertThat(versions(diaries)).containsExactly(10L, 5L);
        }
        assertThat(notices).isEmpty();
    }

    // SNP-1
    @Test
    void aClassWithoutAPolicyHasNoSnapshotsBesideOneThatHas() {
        var ofDiaries = Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline();
        try (var both = new Diaries(settings, Diary.TYPE, Counter.TYPE, ofDiaries)) {
            both.written("d", 13);
            countTo(13, both, Counter.begin("c"));

            assertThat(versions(both)).containsExactly(10L, 5L);
            assertThat(countersVersions(both)).isEmpty();
            assertThat(both.repository().get(Counter.class, "c").state().total()).isEqualTo(13);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void eachClassHasThePolicyThatIsItsOwn() {
        var ofDiaries = Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline();
        var ofCounters = Snapshotting.of(Counter.TYPE, SnapshotPolicy.every(4)).inline();
        try (var both = new Diaries(settings, Diary.TYPE, Counter.TYPE, ofDiaries, ofCounters)) {
            both.written("d", 13);
            countTo(13, both, Counter.begin("c"));

            assertThat(versions(both)).containsExactly(10L, 5L);
            assertThat(countersVersions(both)).containsExactly(12L, 8L, 4L);
        }
        assertThat(notices).isEmpty();
    }

    private static void countTo(long version, Diaries application, Counter counter) {
        application.save(counter);
        while (counter.version() < version) {
            counter.count(1);
            application.save(counter);
        }
    }

    private static List<Long> countersVersions(Diaries application) {
        return application.events().recorder().snapshotVersions("c", "Counter.State");
    }

    // SNP-2 and REP-2
    @Test
    void everyVersionIsWhatAReplayMakesOfIt() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 13);

            for (long version = 1; version <= 13; version++) {
                var diary = diaries.repository().get(Diary.class, "d", version);
                assertIsReplayed(diaries, diary, version);
            }
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d", 99), 13);
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 13);
        }
    }

    @Test
    void whatIsLoadedFromASnapshotGoesOn() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 6);

            diaries.writeTo(diaries.repository().get(Diary.class, "d"), 10);

            assertThat(versions(diaries)).containsExactly(10L, 5L);
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 10);
        }
    }

    @Test
    void aSaveOfManyEventsTakesTheLastThatIsDue() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            Diary diary = Diary.begin("d");
            for (int i = 0; i < 12; i++) {
                diary.write("line");
            }
            diaries.save(diary);

            assertThat(versions(diaries)).containsExactly(10L);
        }
    }

    // What is due and was missed is due again when it is loaded.
    @Test
    void aLongHistoryGetsItsSnapshotWhenItIsLoaded() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            Diary diary = Diary.begin("d");
            for (int i = 0; i < 12; i++) {
                diary.write("line");
            }
            diaries.events().put(diary.pendingEvents());
            assertThat(versions(diaries)).isEmpty();

            diaries.repository().get(Diary.class, "d");

            assertThat(versions(diaries)).containsExactly(10L);
        }
    }

    @Test
    void bySpanOfTimeOneIsDueWhenItIsLoaded() {
        var policy = SnapshotPolicy.after(Duration.ofNanos(1_000));
        try (var diaries = open(Snapshotting.of(Diary.TYPE, policy).inline())) {
            Diary diary = diaries.written("d", 1);
            diaries.repository().get(Diary.class, "d");
            assertThat(versions(diaries)).isEmpty();
            while (diary.modifiedOn().equals(diary.createdOn())) {
                diary.write("later");
            }
            diaries.save(diary);
            assertThat(versions(diaries)).isEmpty();

            diaries.repository().get(Diary.class, "d");
            diaries.repository().get(Diary.class, "d");

            assertThat(versions(diaries)).containsExactly(diary.version());
        }
    }

    // SNP-3
    @Test
    void takingOneByHandStoresThatVersionAndTakingItAgainChangesNothing() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, SnapshotPolicy.never()))) {
            Diary diary = diaries.written("d", 7);
            diary.tearOut();

            assertThat(diaries.repository().takeSnapshot(Diary.class, "d", 3)).isEqualTo(3);
            assertThat(diaries.repository().takeSnapshot(Diary.class, "d")).isEqualTo(7);
            var first = diaries.events().recorder().findSnapshot("d", STATE, 1, 7);
            assertThat(diaries.repository().takeSnapshot(Diary.class, "d", 99)).isEqualTo(7);

            assertThat(versions(diaries)).containsExactly(7L, 3L);
            assertThat(diaries.events().recorder().findSnapshot("d", STATE, 1, 7)).isEqualTo(first);
            assertThat(diaries.repository().get(Diary.class, "d").lines()).hasSize(6);
            assertThat(diaries.notificationLog().select(1, 10)).hasSize(7);
        }
    }

    // SNP-4
    @Test
    void aSnapshotThatCannotBeReadIsReportedReplayedAndReplaced() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 4);
            diaries.events()
                    .recorder()
                    .putSnapshot(
                            new StoredSnapshot(
                                    new UUID(7, 7),
                                    "d",
                                    STATE,
                                    1,
                                    3,
                                    Bytes.copyOf(new byte[] {1, 0, 0, 9})));

            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 4);
            assertThat(notices)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Notice.SnapshotFailed.class,
                            failed ->
                                    assertThat(failed.problem())
                                            .contains("00000000-0000-0007-0000-000000000007")
                                            .contains("cannot be read"));

            diaries.writeTo(diaries.repository().get(Diary.class, "d"), 5);
            notices.clear();
            assertThat(versions(diaries)).containsExactly(5L);
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 5);
            assertThat(notices).isEmpty();
        }
    }

    // SNP-4
    @Test
    void aSnapshotThatCannotBeTakenFailsNoSave() {
        settings = settings.with("SNAPSHOT_MAX_BYTES", "100");
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            Diary diary = diaries.written("d", 13);

            assertThat(diary.pendingEvents()).isEmpty();
            assertThat(versions(diaries)).isEmpty();
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 13);
        }
        assertThat(notices)
                .isNotEmpty()
                .allSatisfy(
                        notice ->
                                assertThat(notice)
                                        .asString()
                                        .contains("SnapshotFailed")
                                        .contains("the limit of 100"));
        // What was refused once is not tried at every load.
        assertThat(notices).hasSize(2);
    }

    // SNP-5
    @Test
    void onlyTheLastAreKept() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).keeping(2).inline())) {
            diaries.written("d", 21);

            assertThat(versions(diaries)).containsExactly(20L, 15L);
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d", 12), 12);
        }
    }

    // SNP-6
    @Test
    void anEvolutionAndAProjectorAreFoldedFromItsSnapshots() {
        var projector = Projector.folding(Diary.SIZE, Diary.Event.class);
        try (var diaries =
                new Diaries(
                        settings,
                        Diary.STATELESS,
                        Snapshotting.of(Diary.Size.class, Diary.SIZE, EVERY_FIFTH).inline())) {
            diaries.written("d", 4);
            Evolved<Diary.Size, Diary.Event> size = diaries.repository().get(Diary.SIZE, "d");

            diaries.save(size.trigger(new Diary.Event.Written("abc")));

            assertThat(diaries.events().recorder().snapshotVersions("d", "Diary.Size"))
                    .containsExactly(5L);
            assertThat(diaries.repository().get(Diary.SIZE, "d").version()).isEqualTo(5);
            assertThat(diaries.repository().get(Diary.SIZE, "d").state())
                    .isEqualTo(diaries.repository().get(projector, "d"))
                    .isEqualTo(new Diary.Size(4, 21));
            assertThat(diaries.repository().takeSnapshot(Diary.SIZE, "d")).isEqualTo(5);
        }
        assertThat(notices).isEmpty();
    }

    // SNP-7
    @Test
    void whereNoneAreKeptOneThatIsAskedForIsRefused() {
        try (var diaries = new Diaries(settings, Diary.TYPE)) {
            diaries.written("d", 2);

            assertThatIllegalStateException()
                    .isThrownBy(() -> diaries.repository().takeSnapshot(Diary.class, "d"))
                    .withMessageContaining("Diaries")
                    .withMessageContaining("IS_SNAPSHOTTING_ENABLED");
        }
    }

    @Test
    void theSettingAloneIsEnoughForThoseThatAreTakenByHand() {
        settings = settings.with("IS_SNAPSHOTTING_ENABLED", "y");
        try (var diaries = new Diaries(settings, Diary.TYPE)) {
            diaries.written("d", 7);

            assertThat(versions(diaries)).isEmpty();
            assertThat(diaries.repository().takeSnapshot(Diary.class, "d", 4)).isEqualTo(4);
            assertThat(versions(diaries)).containsExactly(4L);
        }
    }

    @Test
    void withoutAStateTheyAreRefusedAtTheStart() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open(Snapshotting.of(Diary.STATELESS, EVERY_FIFTH)))
                .withMessageContaining(Diary.class.getName())
                .withMessageContaining("withState");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                new Diaries(
                                        settings,
                                        Diary.STATELESS,
                                        Snapshotting.of(Diary.TYPE, EVERY_FIFTH)))
                .withMessageContaining(Diary.State.class.getName());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                new Diaries(
                                        settings,
                                        EventTypes.of(Diary.Event.class),
                                        Snapshotting.of(Diary.TYPE, EVERY_FIFTH)))
                .withMessageContaining(Diary.class.getName());
    }

    // MAP-5
    @Test
    void theyAreEncryptedLikeEventsAndTakeNoPositions() {
        settings =
                settings.with("CIPHER_KEY", "k:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
                        .with("COMPRESSOR", "zlib");
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 6);
            StoredSnapshot stored =
                    diaries.events().recorder().findSnapshot("d", STATE, 1, 6).orElseThrow();

            assertThat(new String(stored.data().toArray(), UTF_8)).doesNotContain("line");
            assertThat(stored.data().toArray()).startsWith(1, 1, 1);
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 6);
            assertThat(diaries.events().recorder().readLog(LogSelection.all()).head()).isEqualTo(6);

            // Moved to another aggregate it does not open.
            diaries.written("e", 6);
            diaries.events()
                    .recorder()
                    .putSnapshot(new StoredSnapshot(stored.id(), "e", STATE, 1, 6, stored.data()));
            diaries.repository().get(Diary.class, "e");
        }
        assertThat(notices).singleElement().isInstanceOf(Notice.SnapshotFailed.class);
    }

    // UPC-8
    @Test
    void aStateOfAnotherVersionIsUpcastOrIgnored() {
        try (var diaries = open(Snapshotting.of(Diary.TYPE, EVERY_FIFTH).inline())) {
            diaries.written("d", 6);
            for (int version : new int[] {2, 3}) {
                diaries.events()
                        .recorder()
                        .putSnapshot(
                                new StoredSnapshot(
                                        new UUID(1, version),
                                        "d",
                                        STATE,
                                        version,
                                        6,
                                        Bytes.copyOf(new byte[] {9})));
            }
            assertIsReplayed(diaries, diaries.repository().get(Diary.class, "d"), 6);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void upcastersOfStatesLeadToTheOneInUse() {
        var upcasters =
                Upcasters.of(
                        Upcaster.renaming(
                                "Diary.OldSize",
                                1,
                                "Diary.Size",
                                1,
                                f -> f.rename("rows", "lines")));
        try (var diaries =
                new Diaries(
                        settings,
                        Diary.STATELESS,
                        Snapshotting.of(Diary.Size.class, Diary.SIZE, SnapshotPolicy.never())
                                .upcastBy(upcasters))) {
            diaries.written("d", 3);
            byte[] json = "{\"rows\":1000,\"letters\":7}".getBytes(UTF_8);
            byte[] form = new byte[3 + 16 + json.length];
            form[0] = 1;
            System.arraycopy(json, 0, form, 19, json.length);
            diaries.events()
                    .recorder()
                    .putSnapshot(
                            new StoredSnapshot(
                                    new UUID(1, 1),
                                    "d",
                                    "Diary.OldSize",
                                    1,
                                    2,
                                    Bytes.copyOf(form)));

            assertThat(diaries.repository().get(Diary.SIZE, "d").state())
                    .isEqualTo(new Diary.Size(1001, 13));
        }
        assertThat(notices).isEmpty();
    }

    private static StoredSnapshot size(String type, int stateVersion, long version, int letters) {
        byte[] json = "{\"lines\":0,\"letters\":%d}".formatted(letters).getBytes(UTF_8);
        byte[] form = new byte[3 + 16 + json.length];
        form[0] = 1;
        System.arraycopy(json, 0, form, 19, json.length);
        return new StoredSnapshot(
                new UUID(stateVersion, version),
                "d",
                type,
                stateVersion,
                version,
                Bytes.copyOf(form));
    }

    // A snapshot that is upcast may have been made by rules that are no longer in force.
    @Test
    void theStateInUseComesBeforeThoseThatAreUpcastAndOfTheseTheNewest() {
        var upcasters =
                Upcasters.of(
                        Upcaster.of("Diary.OldSize", 1, fields -> {}),
                        Upcaster.renaming("Diary.OldSize", 2, "Diary.Size", 1, fields -> {}));
        try (var diaries =
                new Diaries(
                        settings,
                        Diary.STATELESS,
                        Snapshotting.of(Diary.Size.class, Diary.SIZE, SnapshotPolicy.never())
                                .upcastBy(upcasters))) {
            diaries.written("d", 4);
            Recorder kept = diaries.events().recorder();
            kept.putSnapshot(size("Diary.OldSize", 1, 4, 1_000));
            assertThat(diaries.repository().get(Diary.SIZE, "d").state())
                    .isEqualTo(new Diary.Size(0, 1_000));

            kept.putSnapshot(size("Diary.OldSize", 2, 3, 2_000));
            assertThat(diaries.repository().get(Diary.SIZE, "d").state())
                    .isEqualTo(new Diary.Size(1, 2_006));

            kept.putSnapshot(size("Diary.Size", 1, 2, 3_000));
            assertThat(diaries.repository().get(Diary.SIZE, "d").state())
                    .isEqualTo(new Diary.Size(2, 3_012));
        }
        assertThat(notices).isEmpty();
    }

    /** What a later release makes of the same events, under the same name. */
    @EventType(name = "Diary.Size", version = 2)
    private record Longest(int letters) {}

    private static final Evolution<Longest, Diary.Event> LONGEST =
            Evolution.of(
                    new Longest(0),
                    (longest, event) ->
                            event instanceof Diary.Event.Written(var line)
                                    ? new Longest(Math.max(longest.letters(), line.length()))
                                    : longest);

    @Test
    void twoReleasesSideBySideNeitherUseNorBreakTheOthersSnapshots(@TempDir Path other) {
        Snapshotting sizes = Snapshotting.of(Diary.Size.class, Diary.SIZE, EVERY_FIFTH).inline();
        Snapshotting longest = Snapshotting.of(Longest.class, LONGEST, EVERY_FIFTH).inline();
        Settings theirs = recorder == RecorderKind.MEMORY ? recorder.in(other) : settings;
        try (var older = new Diaries(settings, Diary.STATELESS, sizes.keeping(1));
                var newer = new Diaries(theirs, Diary.STATELESS, longest.keeping(1))) {
            older.save(Diary.begin("d"));
            if (recorder == RecorderKind.MEMORY) {
                newer.save(Diary.begin("d"));
            }
            for (int i = 1; i <= 12; i++) {
                for (Diaries each : List.of(older, newer)) {
                    Diary diary = each.repository().get(Diary.class, "d");
                    diary.write("abc");
                    each.save(diary);
                    Evolved<Diary.Size, Diary.Event> size = older.repository().get(Diary.SIZE, "d");
                    assertThat(size.state())
                            .isEqualTo(
                                    new Diary.Size(
                                            (int) size.version() - 1,
                                            3 * ((int) size.version() - 1)));
                    assertThat(newer.repository().find(LONGEST, "d").map(Evolved::state))
                            .hasValueSatisfying(state -> assertThat(state.letters()).isIn(0, 3));
                    assertThat(older.events().recorder().snapshotVersions("d", "Diary.Size"))
                            .hasSizeLessThanOrEqualTo(1);
                }
            }
            assertThat(newer.repository().get(LONGEST, "d").state()).isEqualTo(new Longest(3));
        }
        assertThat(notices).isEmpty();
    }
}
