package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class AggregateTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00.123456789Z");
    private static final Instant START_MICROS = Instant.parse("2026-11-23T10:00:00.123456Z");

    private final SteppingTime time = new SteppingTime(START);
    private final TriggerScope scope = TriggerScope.of(time);

    @Test
    void aRegisteredDogHasOnePendingEventWithTimeAndIdsOfItsOwn() {
        Dog dog = scope.call(() -> Dog.register("Fido"));

        assertThat(dog.version()).isEqualTo(1);
        assertThat(UUID.fromString(dog.id()).version()).isEqualTo(7);
        assertThat(dog.createdOn()).isEqualTo(START_MICROS);
        assertThat(dog.modifiedOn()).isEqualTo(START_MICROS);
        DomainEvent<Dog.Event> only = dog.pendingEvents().getFirst();
        assertThat(dog.pendingEvents()).containsExactly(only);
        assertThat(only.origin()).isEqualTo(new Origin(dog.id(), 1));
        assertThat(only.timestamp()).isEqualTo(START_MICROS);
        assertThat(only.id().toString()).isNotEqualTo(dog.id());
        assertThat(only.event()).isEqualTo(new Dog.Event.Registered("Fido"));
    }

    @Test
    void aLaterCommandMovesTheModificationTimeAlone() {
        Dog dog = scope.call(() -> Dog.register("Fido"));
        time.advance(Duration.ofSeconds(5));

        scope.run(() -> dog.addTrick("roll over"));

        assertThat(dog.version()).isEqualTo(2);
        assertThat(dog.createdOn()).isEqualTo(START_MICROS);
        assertThat(dog.modifiedOn()).isEqualTo(START_MICROS.plusSeconds(5));
        assertThat(dog.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(
                        new Dog.Event.Registered("Fido"), new Dog.Event.TrickAdded("roll over"));
    }

    @Test
    void lookingAtPendingEventsTakesNothingAway() {
        Dog dog = Dog.register("Fido");
        dog.addTrick("sit");

        assertThat(dog.pendingEvents()).hasSize(2).isEqualTo(dog.pendingEvents());
        assertThatThrownBy(() -> dog.pendingEvents().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(dog.pendingEvents()).hasSize(2);
    }

    @Test
    void foldingTheEventsGivesAnEqualAggregateWithNothingPending() {
        Dog dog = Dog.register("Fido");
        dog.addTrick("sit");
        time.advance(Duration.ofDays(1));

        Dog copy = scope.call(() -> Dog.TYPE.fold(dog.pendingEvents()));

        assertThat(copy.id()).isEqualTo(dog.id());
        assertThat(copy.version()).isEqualTo(2);
        assertThat(copy.createdOn()).isEqualTo(dog.createdOn());
        assertThat(copy.modifiedOn()).isEqualTo(dog.modifiedOn());
        assertThat(copy.name()).isEqualTo("Fido");
        assertThat(copy.tricks()).containsExactly("sit");
        assertThat(copy.pendingEvents()).isEmpty();
    }

    @Test
    void anEventOfAnotherAggregateIsRefusedWithBothIds() {
        Dog fido = Dog.register("Fido");
        Dog buster = Dog.register("Buster");
        buster.addTrick("sit");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dog.TYPE.replay(fido, buster.pendingEvents().getLast()))
                .withMessageContaining(fido.id())
                .withMessageContaining(buster.id());
        assertThat(fido.version()).isEqualTo(1);
        assertThat(fido.tricks()).isEmpty();
    }

    @Test
    void anEventThatIsNotTheNextVersionIsRefusedWithBothVersions() {
        Dog dog = Dog.register("Fido");
        dog.addTrick("sit");
        List<DomainEvent<Dog.Event>> events = dog.pendingEvents();
        Dog copy = Dog.TYPE.fold(events.subList(0, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dog.TYPE.replay(copy, events.getFirst()))
                .withMessageContaining("version 2")
                .withMessageContaining("version 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dog.TYPE.replay(Dog.TYPE.blank(), events.getLast()))
                .withMessageContaining("version 1")
                .withMessageContaining("version 2");
        assertThat(copy.version()).isEqualTo(1);
    }

    @Test
    void anEventOfAnotherClassIsRefused() {
        Account account = Account.open();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Dog.TYPE.replay(Dog.TYPE.blank(), account.pendingEvents().getFirst()))
                .withMessageContaining("Opened")
                .withMessageContaining(Dog.class.getName());
    }

    @Test
    void anApplyThatThrowsLeavesNothingBehindAndTheVersionToTheNextEvent() {
        var fussy = new Fussy();
        fussy.eat("bread");
        Instant modified = fussy.modifiedOn();

        assertThatThrownBy(() -> fussy.eat("stones")).hasMessage("not stones");

        assertThat(fussy.version()).isEqualTo(1);
        assertThat(fussy.modifiedOn()).isEqualTo(modified);
        assertThat(fussy.pendingEvents()).hasSize(1);
        fussy.eat("cheese");
        assertThat(fussy.version()).isEqualTo(2);
        assertThat(fussy.pendingEvents().getLast().origin()).isEqualTo(new Origin(fussy.id(), 2));
    }

    @Test
    void aFirstEventThatIsRefusedGivesNoId() {
        var fussy = new Fussy();

        assertThatThrownBy(() -> fussy.eat("stones")).hasMessage("not stones");

        assertThatIllegalStateException().isThrownBy(fussy::id).withMessageContaining("no events");
    }

    @Test
    void aRefusalOfTheDomainChangesNothing() {
        Account account = Account.open();
        account.credit("10.00");

        assertThatThrownBy(() -> account.debit("20.00")).isInstanceOf(Account.Refused.class);
        assertThat(account.balance()).isEqualByComparingTo("10.00");
        assertThat(account.version()).isEqualTo(2);
        assertThat(account.pendingEvents()).hasSize(2);
        account.close();
        assertThatThrownBy(() -> account.debit("1.00")).isInstanceOf(Account.Refused.class);
        assertThat(account.version()).isEqualTo(3);
    }

    @Test
    void triggeringWhileApplyingIsRefusedInCommandsAndOnReplay() {
        var recursive = new Recursive();

        assertThatIllegalStateException()
                .isThrownBy(recursive::begin)
                .withMessageContaining("only changes state");
        assertThat(recursive.pendingEvents()).isEmpty();
        var recorded =
                DomainEvent.of(new Recursive.Begun(), new Origin("r-1", 1), EventDetails.none());
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                AggregateType.of(Recursive.class, Recursive::new)
                                        .fold(List.of(recorded)));
    }

    @Test
    void triggeringOnAnotherAggregateWhileApplyingIsRefusedToo() {
        Dog bystander = Dog.register("Fido");
        var meddler = new Recursive();
        meddler.victim = bystander;

        assertThatIllegalStateException().isThrownBy(meddler::begin);
        assertThat(bystander.version()).isEqualTo(1);
        bystander.addTrick("sit");
        assertThat(bystander.version()).isEqualTo(2);
    }

    @Test
    void anIdGivenByTheCallerIsUsed() {
        assertThat(Dog.registerAs("dog-1", "Fido").id()).isEqualTo("dog-1");
        assertThatIllegalArgumentException().isThrownBy(() -> Dog.registerAs("  ", "Fido"));
        assertThatIllegalArgumentException().isThrownBy(() -> Dog.registerAs("a\0b", "Fido"));
    }

    @Test
    void aTimestampGivenByTheCallerIsUsedEvenIfItIsEarlier() {
        Dog dog = Dog.register("Fido");
        Instant earlier = Instant.parse("1999-12-31T23:59:59.999999999Z");

        dog.addTrick("sit", EventDetails.at(earlier));

        Instant cut = Instant.parse("1999-12-31T23:59:59.999999Z");
        assertThat(dog.pendingEvents().getLast().timestamp()).isEqualTo(cut);
        assertThat(dog.modifiedOn()).isEqualTo(cut);
        assertThat(dog.createdOn()).isAfter(cut);
    }

    @Test
    void anEventIdAndTagsGivenByTheCallerAreKept() {
        UUID id = new UUID(1, 2);
        EventTag tag = EventTag.of("breed", "spaniel");

        Dog dog = Dog.register("Fido", EventDetails.tagged(tag).withId(id));

        assertThat(dog.pendingEvents().getFirst().id()).isEqualTo(id);
        assertThat(dog.pendingEvents().getFirst().tags()).containsExactly(tag);
    }

    @Test
    void aSubclassTriggersAndReplaysTheEventsOfItsSuperclass() {
        var type = AggregateType.of(Puppy.class, Puppy::new);
        var puppy = new Puppy();
        puppy.eat("bread");

        assertThat(type.eventClasses()).containsExactly(Fussy.Eaten.class);
        assertThat(type.fold(puppy.pendingEvents()).version()).isEqualTo(1);
    }

    @Test
    void anEventWithoutComponentsIsLikeAnyOther() {
        Account account = Account.open();
        account.close();

        assertThat(Account.TYPE.fold(account.pendingEvents()).version()).isEqualTo(2);
    }

    @Test
    void toStringHasClassIdAndVersionAndNothingOfTheState() {
        Dog dog = Dog.registerAs("dog-1", "Fido");

        assertThat(dog).hasToString("Dog[id=dog-1, version=1]");
    }

    @Test
    void beforeTheFirstEventThereIsNoIdAndNoTime() {
        Dog blank = Dog.TYPE.blank();

        assertThat(blank.version()).isZero();
        assertThatIllegalStateException().isThrownBy(blank::id);
        assertThatIllegalStateException().isThrownBy(blank::createdOn);
        assertThatIllegalStateException().isThrownBy(blank::modifiedOn);
    }

    /** Refuses one kind of food while applying, which a domain should not do but can. */
    static class Fussy extends Aggregate<Fussy.Eaten> {
        record Eaten(String food) {}

        void eat(String food) {
            trigger(new Eaten(food));
        }

        @Override
        protected void apply(Eaten event) {
            if (event.food().equals("stones")) {
                throw new IllegalStateException("not stones");
            }
        }
    }

    static final class Puppy extends Fussy {}

    static final class Recursive extends Aggregate<Recursive.Begun> {
        record Begun() {}

        private @Nullable Dog victim;

        void begin() {
            trigger(new Begun());
        }

        @Override
        protected void apply(Begun event) {
            if (victim == null) {
                begin();
            } else {
                victim.addTrick("stolen");
            }
        }
    }
}
