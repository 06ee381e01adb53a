package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Metadata;
import org.annals.domain.TriggerScope;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.testkit.scenario.SequentialIds;
import org.annals.testkit.scenario.SteppingClock;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class AggregatesTest {
    private static final Settings IN_MEMORY = Settings.only(Map.of());

    @Test
    void eventsArePendingUntilTheyAreSaved() {
        try (var school = new DogSchool(IN_MEMORY)) {
            // @start region="pending"
            var dog = Dog.register("Fido");
            dog.addTrick("sit");
            assertThat(dog.version()).isEqualTo(2);
            assertThat(dog.pendingEvents()).hasSize(2);

            school.save(dog);
            assertThat(dog.pendingEvents()).isEmpty();
            // @end
        }
    }

    @Test
    void aTranscoderOfYourOwnIsHandedOver() {
        // @start region="own-transcoder"
        var settings = Settings.only(Map.of()).using(Transcoder.class, new DogTranscoder());
        try (var school = new DogSchool(settings)) {
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");

            assertThat(school.repository().get(Dog.class, fido).tricks()).containsExactly("sit");
        }
        // @end
    }

    @Test
    void aRefusedCommandLeavesTheAggregateAsItWas() {
        var kennel = Kennel.open("Delft", 1);
        kennel.take("dog-1");
        kennel.take("dog-1");

        assertThatThrownBy(() -> kennel.take("dog-2")).isInstanceOf(Kennel.FullException.class);
        assertThat(kennel.version()).isEqualTo(2);
        assertThat(kennel.pendingEvents().getLast().tags())
                .containsExactly(EventTag.of("dog", "dog-1"));
    }

    @Test
    void anIdDerivedFromANameIsTheSameEverywhere() {
        assertThat(Kennel.open("Delft", 3).id()).isEqualTo(Kennel.idOf("Delft"));
        assertThat(Kennel.idOf("Delft")).isNotEqualTo(Kennel.idOf("Leiden"));
    }

    @Test
    void anEventMayHaveATimeOfTheCallers() {
        var when = Instant.parse("1999-12-31T23:59:59Z");
        var kennel = Kennel.open("Delft", 3);
        kennel.take("dog-1");

        kennel.release("dog-1", when);

        assertThat(kennel.modifiedOn()).isEqualTo(when);
        assertThat(kennel.createdOn()).isAfter(when);
        assertThat(kennel.dogIds()).isEmpty();
    }

    @Test
    void eventsHaveTheMetadataOfTheRunningCode() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            // @start region="metadata"
            Metadata.with(Map.of("user_id", "u1"), () -> school.addTrick(id, "sit"));
            // @end

            assertThat(school.events().get(AggregateSelection.of(id)))
                    .extracting(DomainEvent::metadata)
                    .containsExactly(Map.of(), Map.of("user_id", "u1"));
        }
    }

    @Test
    void clockAndIdsAreBoundToTheCodeThatRuns() {
        // @start region="clock"
        var clock = new SteppingClock(Instant.parse("2026-11-23T10:00:00Z"));
        var scope = TriggerScope.of(clock, new SequentialIds());

        var dog = scope.call(() -> Dog.register("Fido"));
        clock.advance(Duration.ofMinutes(5));
        scope.run(() -> dog.addTrick("sit"));

        assertThat(dog.id()).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(dog.createdOn()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(dog.modifiedOn()).isEqualTo("2026-11-23T10:05:00Z");
        // @end
    }

    @Test
    void storedNamesLeaveOutPackagesAndAFinalEvent() {
        // @start region="stored-names"
        var types = EventTypes.of(CatEvent.class, Dog.Event.class);

        assertThat(types.typeOf(Dog.Event.Registered.class).name()).isEqualTo("Dog.Registered");
        assertThat(types.typeOf(CatEvent.Registered.class).name()).isEqualTo("Cat.Registered");
        assertThat(types.typeOf(CatEvent.Fed.class).name()).isEqualTo("cat-fed");
        assertThat(types.storedNames(CatEvent.Napped.class))
                .containsExactlyInAnyOrder("Cat.Napped", "Cat.Slept");
        // @end
    }

    @Test
    void anAliasOfARenamedAggregateReadsItsOldEvents() {
        var before = new Mapper(EventTypes.of(List.of(Dog.TYPE)), JsonTranscoder.create());
        var after = new Mapper(EventTypes.of(List.of(Hound.TYPE)), JsonTranscoder.create());
        var dog = Dog.register("Fido");
        dog.addTrick("sit");

        var stored = dog.pendingEvents().stream().map(before::toStored).toList();
        var hound =
                Hound.TYPE.fold(
                        stored.stream().flatMap(each -> after.toDomain(each).stream()).toList());

        assertThat(hound.id()).isEqualTo(dog.id());
        assertThat(hound.name()).isEqualTo("Fido");
        assertThat(hound.trick()).isEqualTo("sit");
    }
}
