package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

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
}
