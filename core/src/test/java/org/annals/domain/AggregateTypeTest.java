package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.util.List;

final class AggregateTypeTest {
    sealed interface Shape {
        record Circle() implements Shape {}

        sealed interface Angular extends Shape {
            record Square() implements Angular {}

            record Triangle() implements Angular {}
        }
    }

    abstract static class Middle<X, E> extends Aggregate<E> {}

    static final class Bottom extends Middle<String, Shape> {
        @Override
        protected void apply(Shape event) {}
    }

    @SuppressWarnings("rawtypes")
    static final class Silent extends Middle {
        @Override
        protected void apply(Object event) {}
    }

    interface Open {}

    static final class Unsealed extends Aggregate<Open> {
        @Override
        protected void apply(Open event) {}
    }

    @Test
    void theEventsAreTheLeavesOfTheTypeArgumentAtAnyDepth() {
        assertThat(AggregateType.of(Bottom.class, Bottom::new).eventClasses())
                .containsExactly(
                        Shape.Circle.class,
                        Shape.Angular.Square.class,
                        Shape.Angular.Triangle.class);
    }

    @Test
    void aClassThatDoesNotSayItsEventsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AggregateType.of(Silent.class, Silent::new))
                .withMessageContaining("does not say which events it has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AggregateType.of(Unsealed.class, Unsealed::new))
                .withMessageContaining("neither sealed nor final");
    }

    static final class Eager extends Aggregate<Shape.Circle> {
        Eager() {
            trigger(new Shape.Circle());
        }

        @Override
        protected void apply(Shape.Circle event) {}
    }

    @Test
    void aConstructorThatTriggersIsRefusedWhenAnObjectWithoutAPastIsMade() {
        var eager = AggregateType.of(Eager.class, Eager::new);

        assertThatIllegalStateException()
                .isThrownBy(eager::blank)
                .withMessageContaining(Eager.class.getName())
                .withMessageContaining("version=1");
        assertThatIllegalStateException().isThrownBy(() -> eager.fold(List.of()));
    }
}
