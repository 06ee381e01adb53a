package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Aggregates whose constructor applies the first event, written as they are generated. */
final class BegunByConstructorTest {
    private static final TriggerScope SCOPE = TriggerScope.of(new SteppingTime(Instant.EPOCH));

    sealed interface CatEvent {
        record Born(String name) implements CatEvent {}

        record Fed(String food) implements CatEvent {}
    }

    abstract static class Cat extends Aggregate<CatEvent> {
        static Runnable whileBorn = () -> {};

        final List<String> seen = new ArrayList<>();

        Cat(String name) {
            seen.add(id() + ' ' + name + ' ' + Metadata.current());
            whileBorn.run();
        }

        void fed(String food) {
            seen.add(food);
        }
    }

    static final class Cat_ extends Cat implements BegunByConstructor {
        static final AggregateType<Cat> TYPE = AggregateType.ofFirstEvent(Cat.class, Cat_::begun);

        Cat_(String name) {
            this(new CatEvent.Born(name), Creation.now());
        }

        private Cat_(CatEvent.Born event, Creation creation) {
            super(event.name());
            created(event, creation);
        }

        private static Cat_ begun(CatEvent event, String id) {
            return switch (event) {
                case CatEvent.Born born -> new Cat_(born, Creation.replayed());
                case CatEvent.Fed fed -> throw new IllegalStateException(id + " begins by " + fed);
            };
        }

        @Override
        void fed(String food) {
            trigger(new CatEvent.Fed(food));
        }

        @Override
        protected void apply(CatEvent event) {
            switch (event) {
                case CatEvent.Born born -> throw new IllegalStateException("again " + born);
                case CatEvent.Fed(var food) -> super.fed(food);
            }
        }
    }

    private static Cat_ born() {
        return Metadata.with(Map.of("who", "me"), () -> SCOPE.call(() -> new Cat_("Tom")));
    }

    @Test
    void theCreatingEventIsPendingAndWasAppliedOnce() {
        Cat_ cat = born();
        cat.fed("fish");

        assertThat(cat.version()).isEqualTo(2);
        assertThat(UUID.fromString(cat.id()).version()).isEqualTo(7);
        assertThat(cat.createdOn()).isBefore(cat.modifiedOn());
        assertThat(cat.seen).containsExactly(cat.id() + " Tom {who=me}", "fish");
        assertThat(cat.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(new CatEvent.Born("Tom"), new CatEvent.Fed("fish"));
        assertThat(cat.pendingEvents().getFirst().origin()).isEqualTo(new Origin(cat.id(), 1));
        assertThat(cat.pendingEvents().getFirst().metadata()).isEqualTo(Map.of("who", "me"));
    }

    @Test
    void replayRunsTheBodyWithTheRecordedIdAndMetadata() {
        Cat_ cat = born();
        cat.fed("fish");

        Cat again = Cat_.TYPE.fold(cat.pendingEvents());

        assertThat(again.seen).isEqualTo(cat.seen);
        assertThat(again.id()).isEqualTo(cat.id());
        assertThat(again.version()).isEqualTo(2);
        assertThat(again.createdOn()).isEqualTo(cat.createdOn());
        assertThat(again.modifiedOn()).isEqualTo(cat.modifiedOn());
        assertThat(again.pendingEvents()).isEmpty();
    }

    @Test
    void thereIsNoneWithoutAPast() {
        assertThatIllegalStateException()
                .isThrownBy(Cat_.TYPE::blank)
                .withMessageContaining("Cat is made by the event that creates it");
        assertThatIllegalStateException().isThrownBy(() -> Cat_.TYPE.fold(List.of()));
    }

    @Test
    void aPastThatDoesNotBeginIsRefused() {
        Cat_ cat = born();
        cat.fed("fish");
        var fed = cat.pendingEvents().getLast();

        assertThatIllegalStateException()
                .isThrownBy(() -> Cat_.TYPE.fold(List.of(fed)))
                .withMessageContaining("begins by");
        var bornLate =
                DomainEvent.of(new CatEvent.Born("Tom"), new Origin("c", 3), EventDetails.none());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cat_.TYPE.fold(List.of(bornLate)))
                .withMessageContainingAll("expects version 1", "version 3");
    }

    @Test
    void aFirstEventThatBecameNothingMakesNoObject() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Cat_.TYPE.begun(new Origin("c-1", 1), SCOPE.now(), List.of()))
                .withMessageContainingAll("Version 1 of 'c-1'", "upcast to nothing");
    }

    @Test
    void aFirstEventThatBecameTwoIsAppliedWhole() {
        Cat_ cat = born();
        cat.fed("fish");

        Cat again = Cat_.TYPE.begun(new Origin("c-1", 1), SCOPE.now(), cat.pendingEvents());

        assertThat(again.seen).hasSize(2);
        assertThat(again.version()).isEqualTo(1);
        assertThat(again.id()).isEqualTo("c-1");
    }

    @Test
    void theBodyThatCreatesCannotTrigger() {
        var other = born();
        Cat.whileBorn = () -> other.fed("mouse");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(BegunByConstructorTest::born)
                    .withMessageContaining("while another event was being applied");
            var recorded = other.pendingEvents().subList(0, 1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> Cat_.TYPE.fold(recorded))
                    .withMessageContaining("while another event was being applied");
        } finally {
            Cat.whileBorn = () -> {};
        }
    }

    @Test
    void aBodyThatThrowsLeavesTheThreadAsItWas() {
        Cat.whileBorn =
                () -> {
                    throw new IllegalArgumentException("no more cats");
                };
        try {
            assertThatIllegalArgumentException().isThrownBy(BegunByConstructorTest::born);
        } finally {
            Cat.whileBorn = () -> {};
        }
        Cat_ cat = born();
        cat.fed("fish");
        assertThat(cat.version()).isEqualTo(2);
    }
}
