package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.Account;
import org.annals.domain.Decider;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Origin;
import org.annals.domain.Projector;
import org.annals.domain.Recording;
import org.annals.domain.Uuids;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.EventTypes;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.persistence.Transcoder;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class ApplicationTest {
    private static final Settings SETTINGS =
            Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder());

    /** Has two kinds of aggregates and the events of a decider. */
    static final class Everything extends Application {
        Everything(Settings settings) {
            super(settings, Dog.TYPE, Account.TYPE, EventTypes.of(Added.class));
        }
    }

    record Added(int amount) {}

    static final Decider<Integer, Integer, Added> UP_TO_TEN =
            Decider.of(
                    0,
                    (command, sum) -> {
                        if (command < 0) {
                            throw new IllegalArgumentException("below 0");
                        }
                        return sum + command > 10 ? List.of() : List.of(new Added(command));
                    },
                    (sum, e) -> sum + e.amount());

    private final Everything app = new Everything(SETTINGS);

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void anApplicationRegistersAndTrainsDogs() {
        Settings settings = SETTINGS;
        // @start region="use"
        try (var school = new DogSchool(settings)) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "roll over");

            var fido = school.repository().get(Dog.class, id);
            assertThat(fido.tricks()).containsExactly("roll over");
        }
        // @end
    }

    @Test
    void theNameIsThatOfTheClassUnlessItIsDeclared() {
        assertThat(app.name()).isEqualTo("Everything");
        try (var named = new Application("Other name", SETTINGS) {}) {
            assertThat(named.name()).isEqualTo("Other name");
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Application(SETTINGS) {}.close())
                .withMessageContaining("blank");
    }

    @Test
    void savingNothingReturnsNothing() {
        Dog dog = Dog.register("Fido");
        app.save(dog);
        app.close();

        assertThat(app.save()).isEmpty();
        assertThat(app.save(dog)).isEmpty();
    }

    @Test
    void savingSeveralObjectsKeepsTheOrderInWhichTheirEventsWereTriggered() {
        Dog fido = Dog.registerAs("fido", "Fido");
        Dog buster = Dog.registerAs("buster", "Buster");
        fido.addTrick("sit");
        var bare = DomainEvent.of(new Added(1), EventDetails.none());
        var bareToo = DomainEvent.of(new Added(2), EventDetails.none());

        List<Recording> recordings = app.save(bareToo, buster, bare, fido, buster, bareToo);

        assertThat(recordings).extracting(Recording::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(recordings)
                .<Object>extracting(recording -> recording.domainEvent().event())
                .containsExactly(
                        new Dog.Event.Registered("Fido"),
                        new Dog.Event.Registered("Buster"),
                        new Dog.Event.TrickAdded("sit"),
                        new Added(2),
                        new Added(1));
        assertThat(fido.pendingEvents()).isEmpty();
        assertThat(buster.pendingEvents()).isEmpty();
    }

    @Test
    void theSameObjectCanBeSavedChangedAndSavedAgain() {
        Dog dog = Dog.register("Fido");
        app.save(dog);
        dog.addTrick("sit");
        app.save(dog);
        dog.addTrick("roll over");
        app.save(dog);

        assertThat(app.repository().get(Dog.class, dog.id()).tricks())
                .containsExactly("sit", "roll over");
    }

    @Test
    void aRefusedSaveLosesNothingAndWritesNothing() {
        Dog dog = Dog.register("Fido");
        app.save(dog);
        Dog stale = app.repository().get(Dog.class, dog.id());
        dog.addTrick("sit");
        app.save(dog);
        Dog other = Dog.register("Buster");
        stale.addTrick("roll over");

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> app.save(other, stale))
                .withMessage(
                        "Aggregate '%s' already has version 2, so 2 cannot be appended. Load it again and repeat the decision."
                                .formatted(dog.id()));
        assertThat(stale.pendingEvents()).hasSize(1);
        assertThat(other.pendingEvents()).hasSize(1);
        assertThat(app.events().recorder().head()).isEqualTo(2);
        app.save(other);
        assertThat(app.repository().exists(other.id())).isTrue();
    }

    @Test
    void afterALostReplyTheSameObjectsAreSavedAgain() {
        var lossy = LosingReplies.of(new OutcomeUnknownException("Lost.", null));
        try (var unlucky = new Everything(SETTINGS.using(PersistenceModule.class, lossy))) {
            Dog dog = Dog.register("Fido");

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> unlucky.save(dog));
            assertThat(dog.pendingEvents()).hasSize(1);

            assertThat(unlucky.save(dog)).extracting(Recording::position).containsExactly(1L);
            assertThat(dog.pendingEvents()).isEmpty();
            assertThat(unlucky.events().recorder().head()).isEqualTo(1);
        }
    }

    @Test
    void anEventOutsideTheRegistryIsRefusedBeforeAnythingIsWritten() {
        record Unknown() {}
        Dog dog = Dog.register("Fido");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> app.save(dog, DomainEvent.of(new Unknown(), EventDetails.none())))
                .withMessageContaining("Unknown");
        assertThat(app.events().recorder().head()).isZero();
        assertThat(dog.pendingEvents()).hasSize(1);
    }

    @Test
    void envelopesCanBeSavedWithNoAggregateObject() {
        app.save(
                DomainEvent.of(
                        new Dog.Event.Registered("Fido"),
                        new Origin("dog-1", 1),
                        EventDetails.none()));

        assertThat(app.repository().get(Dog.class, "dog-1").name()).isEqualTo("Fido");
        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(
                        () ->
                                app.save(
                                        DomainEvent.of(
                                                new Dog.Event.TrickAdded("sit"),
                                                new Origin("dog-1", 3),
                                                EventDetails.none())))
                .withMessageContaining("hole");
    }

    @Test
    void idsDerivedFromANameMakeTheSecondCreationAConflict() {
        String id = Uuids.nameBased(Uuids.NAMESPACE_URL, "/dogs/fido").toString();
        app.save(Dog.registerAs(id, "Fido"));

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> app.save(Dog.registerAs(id, "Fido")));
    }

    @Test
    void rowsCommitWithTheEventsOrNotAtAll() {
        Dog dog = Dog.registerAs("dog-1", "Fido");
        app.save(
                transaction -> transaction.as(MemoryTables.class).put("names", "Fido", "dog-1"),
                dog);

        dog.addTrick("sit");
        assertThatThrownBy(
                        () ->
                                app.save(
                                        transaction -> {
                                            transaction
                                                    .as(MemoryTables.class)
                                                    .put("names", "Fido", "dog-2");
                                            throw new IOException("no");
                                        },
                                        dog))
                .isInstanceOf(TransactionWorkFailedException.class)
                .hasCauseInstanceOf(IOException.class);

        var recorder = (MemoryRecorder) app.events().recorder();
        assertThat(recorder.<Map<String, String>>readTables(tables -> tables.rows("names")))
                .isEqualTo(Map.of("Fido", "dog-1"));
        assertThat(recorder.head()).isEqualTo(1);
        assertThat(dog.pendingEvents()).hasSize(1);
    }

    @Test
    void aDecidersCommandIsDecidedOverTheFoldOfAllEvents() {
        Executed<Integer> first = app.execute(UP_TO_TEN, "sum-1", 4);
        Executed<Integer> second = app.execute(UP_TO_TEN, "sum-1", 6);
        Executed<Integer> third = app.execute(UP_TO_TEN, "sum-1", 1);

        assertThat(first.state()).isEqualTo(4);
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(second.state()).isEqualTo(10);
        assertThat(second.recordings().getFirst().domainEvent().origin())
                .isEqualTo(new Origin("sum-1", 2));
        assertThat(third.recordings()).isEmpty();
        assertThatThrownBy(() -> app.execute(UP_TO_TEN, "sum-1", -1)).hasMessage("below 0");
        assertThat(app.events().recorder().head()).isEqualTo(2);
    }

    @Test
    void aCommandIsDecidedAnewAfterAConflictAndTheOutcomeTellsTheAttempts() {
        app.save(Dog.registerAs("dog-1", "Fido"));
        List<Integer> rivals = new ArrayList<>(List.of(1, 2));

        Executed<Dog> executed =
                app.execute(
                        Dog.class,
                        "dog-1",
                        dog -> {
                            dog.addTrick("mine " + dog.version());
                            if (!rivals.isEmpty()) {
                                rival("dog-1", "rival " + rivals.removeFirst());
                            }
                        });

        assertThat(executed.attempts()).isEqualTo(3);
        assertThat(app.repository().get(Dog.class, "dog-1").tricks())
                .containsExactly("rival 1", "rival 2", "mine 3");
    }

    @Test
    void aCommandThatAlwaysConflictsGivesUpAtItsBound() {
        List<Integer> attempts = new ArrayList<>();
        try (var bounded = new Everything(SETTINGS.with("RETRY_ATTEMPTS", "3"))) {
            bounded.save(Dog.registerAs("dog-1", "Fido"));

            assertThatExceptionOfType(VersionConflictException.class)
                    .isThrownBy(
                            () ->
                                    bounded.execute(
                                            Dog.class,
                                            "dog-1",
                                            dog -> {
                                                attempts.add(1);
                                                dog.addTrick("mine");
                                                bounded.save(
                                                        DomainEvent.of(
                                                                new Dog.Event.TrickAdded("rival"),
                                                                new Origin("dog-1", dog.version()),
                                                                EventDetails.none()));
                                            }));
        }
        assertThat(attempts).hasSize(3);
    }

    private static final Evolution<Integer, Added> SUM =
            Evolution.of(0, (total, e) -> total + e.amount());

    @Test
    void immutableAggregatesAreSavedAndGoOn() {
        Evolution<Integer, Added> sum = SUM;
        // @start region="evolved"
        var first = Evolved.initial("sum-1", sum).trigger(new Added(2));
        app.save(first);
        var second = first.trigger(new Added(3));
        app.save(second);
        // @end

        assertThat(app.repository().get(sum, "sum-1").state()).isEqualTo(5);
        assertThat(app.repository().find(sum, "sum-2")).isEmpty();
        assertThat(app.repository().find(Projector.folding(sum, Added.class), "sum-1")).contains(5);
        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(
                        () -> app.repository().get(Projector.folding(sum, Added.class), "sum-2"));
    }

    @Test
    void whatWasPendingOnAnImmutableAggregateIsSavedOnce() {
        var first = Evolved.initial("sum-1", SUM).trigger(new Added(1));

        assertThat(app.save(first)).hasSize(1);
        assertThat(first.pendingEvents()).isEmpty();
        assertThat(app.save(first.trigger(new Added(2))))
                .<Object>extracting(recording -> recording.domainEvent().event())
                .containsExactly(new Added(2));
        app.close();
        assertThat(app.save(first)).as("no database is touched").isEmpty();
    }

    @Test
    void anImmutableAggregateIsSavedWithWhatWasMadeOfIt() {
        var first = Evolved.initial("sum-1", SUM).trigger(new Added(1));
        var second = first.trigger(new Added(2));

        assertThat(app.save(second, first, second))
                .<Object>extracting(recording -> recording.domainEvent().event())
                .containsExactly(new Added(1), new Added(2));
        assertThat(app.save(first, second)).isEmpty();
    }

    @Test
    void aRefusedSaveOfAnImmutableAggregateLosesNothing() {
        app.save(Evolved.initial("sum-1", SUM).trigger(new Added(1)));
        var late = Evolved.initial("sum-1", SUM).trigger(new Added(2));

        assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> app.save(late));
        assertThat(late.pendingEvents()).hasSize(1);
    }

    @Test
    void aClosedApplicationRefusesAndClosingTwiceIsHarmless() {
        app.close();
        app.close();

        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> app.save(Dog.register("Fido")));
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> app.repository().find(Dog.class, "dog-1"));
    }

    private void rival(String id, String trick) {
        Dog rival = app.repository().get(Dog.class, id);
        rival.addTrick(trick);
        app.save(rival);
    }
}
