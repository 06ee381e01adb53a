package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class FunctionalStyleTest {
    record Added(int amount) {}

    static final Evolution<Integer, Added> SUM = Evolution.of(0, (sum, e) -> sum + e.amount());

    @Test
    void aChangeIsANewValueAndTheOldOneStays() {
        Evolved<Integer, Added> before = Evolved.initial("sum-1", SUM).trigger(new Added(2));

        Evolved<Integer, Added> after = before.trigger(new Added(3));

        assertThat(before.state()).isEqualTo(2);
        assertThat(before.version()).isEqualTo(1);
        assertThat(before.pendingEvents()).hasSize(1);
        assertThat(after.state()).isEqualTo(5);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.pendingEvents())
                .extracting(DomainEvent::origin)
                .containsExactly(new Origin("sum-1", 1), new Origin("sum-1", 2));
    }

    @Test
    void whatIsCommittedIsPendingOnNoValueAnyMore() {
        Evolved<Integer, Added> first = Evolved.initial("sum-1", SUM).trigger(new Added(2));
        Evolved<Integer, Added> second = first.trigger(new Added(3));

        Pending.gather(List.of(first)).committed();

        assertThat(first.pendingEvents()).isEmpty();
        assertThat(second.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(new Added(3));
        assertThat(first.trigger(new Added(4)).pendingEvents())
                .extracting(DomainEvent::origin)
                .containsExactly(new Origin("sum-1", 2));
    }

    @Test
    void aValueAndWhatWasMadeOfItAreGatheredOnce() {
        Evolved<Integer, Added> first = Evolved.initial("sum-1", SUM).trigger(new Added(2));
        Evolved<Integer, Added> second = first.trigger(new Added(3));
        Pending.Gathered both = Pending.gather(List.of(second, first));

        assertThat(both.events())
                .<Object>extracting(DomainEvent::event)
                .containsExactly(new Added(2), new Added(3));
        both.committed();
        assertThat(first.pendingEvents()).isEmpty();
        assertThat(second.pendingEvents()).isEmpty();
    }

    @Test
    void nothingCanBeAddedToAValueThroughWhatIsPending() {
        Evolved<Integer, Added> value = Evolved.initial("sum-1", SUM).trigger(new Added(2));

        value.pending().add(DomainEvent.of(new Added(9), EventDetails.none()));

        assertThat(value.pendingEvents()).hasSize(1);
    }

    @Test
    void replayTakesTheNextVersionOfTheSameIdOnly() {
        Evolved<Integer, Added> blank = Evolved.initial("sum-1", SUM);
        var first = DomainEvent.of(new Added(2), new Origin("sum-1", 1), EventDetails.none());
        var foreign = DomainEvent.of(new Added(2), new Origin("sum-2", 1), EventDetails.none());

        assertThat(blank.replay(first).state()).isEqualTo(2);
        assertThat(blank.replay(first).pendingEvents()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blank.replay(foreign))
                .withMessageContaining("sum-1")
                .withMessageContaining("sum-2");
        assertThatIllegalArgumentException().isThrownBy(() -> blank.replay(first).replay(first));
    }

    @Test
    void anEvolutionThatThrowsOrTriggersLeavesTheValueAsItWas() {
        Evolution<Integer, Added> failing =
                Evolution.of(
                        0,
                        (sum, e) -> {
                            throw new IllegalStateException("no");
                        });
        Evolution<Integer, Added> triggering =
                Evolution.of(0, (sum, e) -> Evolved.initial("x", SUM).trigger(e).state());

        assertThatThrownBy(() -> Evolved.initial("a", failing).trigger(new Added(1)))
                .hasMessage("no");
        assertThatIllegalStateException()
                .isThrownBy(() -> Evolved.initial("a", triggering).trigger(new Added(1)))
                .withMessageContaining("only changes state");
    }

    @Test
    void aDeciderIsItsThreeParts() {
        Decider<Integer, Integer, Added> upToTen =
                Decider.of(
                        0,
                        (command, sum) ->
                                sum + command > 10 ? List.of() : List.of(new Added(command)),
                        (sum, e) -> sum + e.amount());

        assertThat(upToTen.initial()).isZero();
        assertThat(upToTen.decide(4, 6)).containsExactly(new Added(4));
        assertThat(upToTen.decide(5, 6)).isEmpty();
        assertThat(upToTen.evolve(6, new Added(4))).isEqualTo(10);
    }

    @Test
    void aFoldingProjectorIsEmptyWithoutEvents() {
        Projector<Integer> projector = Projector.folding(SUM, Added.class);
        var event = DomainEvent.of(new Added(2), EventDetails.none());

        assertThat(projector.project(Stream.of())).isEmpty();
        assertThat(projector.project(Stream.of(event, event))).contains(4);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                projector.project(
                                        Stream.of(DomainEvent.of("other", EventDetails.none()))))
                .withMessageContaining("java.lang.String")
                .withMessageContaining(Added.class.getName());
    }

    @Test
    void aFoldingProjectorEvolvesWithTheEventsOwnMetadataAndMayNotTrigger() {
        Map<String, String> writer = Map.of("user_id", "writer");
        Evolution<String, Added> asking =
                Evolution.of("", (seen, e) -> seen + Metadata.current().get("user_id"));
        Evolution<Integer, Added> triggering =
                Evolution.of(0, (sum, e) -> Evolved.initial("x", SUM).trigger(e).state());
        var event = DomainEvent.of(new Added(2), EventDetails.none().withMetadata(writer));

        assertThat(
                        Metadata.with(
                                Map.of("user_id", "reader"),
                                () ->
                                        Projector.folding(asking, Added.class)
                                                .project(Stream.of(event))))
                .contains("writer");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Projector.folding(triggering, Added.class).project(Stream.of(event)))
                .withMessageContaining("only changes state");
    }
}
