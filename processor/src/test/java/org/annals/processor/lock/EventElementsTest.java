package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which classes are taken for events. */
final class EventElementsTest {
    private static final Pattern CLASS = Pattern.compile("(?m)^    class kinds\\.(.*)$");
    private static final String IMPORTS =
            """
            package kinds;

            import java.util.*;
            import org.annals.application.*;
            import org.annals.dcb.*;
            import org.annals.domain.*;

            """;

    @TempDir private Path folder;

    private List<String> eventsOf(String source) {
        var project = new Project(folder).source("kinds/Kinds.java", IMPORTS + source);
        project.compileOf("src", Map.of("ANNALS_LOCK", "update"), "-Xlint:-auxiliaryclass,-serial");
        return project.file("src/main/events.lock").toFile().exists()
                ? CLASS.matcher(project.lock()).results().map(each -> each.group(1)).toList()
                : List.of();
    }

    @Test
    void theEventsOfAnAggregateAreAllThatItsSealedTypePermits() {
        assertThat(
                        eventsOf(
                                """
                                abstract class Base<T> extends Aggregate<T> {}
                                class Dog extends Base<DogEvent> { @Override protected void apply(DogEvent e) {} }
                                sealed interface DogEvent {
                                    record A() implements DogEvent {}
                                    sealed interface More extends DogEvent { record B() implements More {} }
                                    final class C implements DogEvent {}
                                }
                                class Cat extends Aggregate<Only> { @Override protected void apply(Only e) {} }
                                record Only() {}
                                """))
                .containsExactly("DogEvent.A", "DogEvent.C", "DogEvent.More.B", "Only");
    }

    @Test
    void whatDecidesHasEvents() {
        assertThat(
                        eventsOf(
                                """
                                sealed interface A { record One() implements A {} }
                                sealed interface B { record One() implements B {} }
                                sealed interface C { record One() implements C {} }
                                sealed interface D { record One() implements D {} }
                                sealed interface E { record One() implements E {} }
                                sealed interface F { record One() implements F {} }
                                abstract class Student extends EnduringObject<A> {}
                                abstract class Students extends Group<B> {}
                                abstract class Join extends Slice<C> {}
                                abstract class Ask extends QuerySlice<D> {}
                                class Holder { static Decider<String, State, E> decider() { return null; } EventSourcedLog<F> log; }
                                record State() {}
                                """))
                .containsExactly("A.One", "B.One", "C.One", "D.One", "E.One", "F.One");
    }

    @Test
    void whatIsAnnotatedIsAnEventUnlessItIsAState() {
        assertThat(
                        eventsOf(
                                """
                                @EventType(version = 2) record Alone() {}
                                @EventType(name = "Sealed") sealed interface Some { record One() implements Some {} }
                                @EventType(aliases = "Hound") final class Dog extends Aggregate<Some> {
                                    Dog() {}
                                    private Dog(DogState state) {}
                                    DogState state() { return new DogState(); }
                                    @Override protected void apply(Some e) {}
                                }
                                @EventType(version = 7) record DogState() {}
                                @EventType(version = 8) record Folded() {}
                                abstract class Folding implements Evolution<Folded, Some> {}
                                @EventType(version = 9) record Kept() {}
                                @EventSourced(state = Kept.class) abstract class Cat extends Aggregate<Some> {}
                                record Unmarked() {}
                                """))
                .containsExactly("Alone", "Some.One");
    }

    @Test
    void whatIsOpenIsLeftToTheStart() {
        assertThat(
                        eventsOf(
                                """
                                interface Open {}
                                class Dog extends Aggregate<Open> { @Override protected void apply(Open e) {} }
                                class Any<E> extends Aggregate<E> { @Override protected void apply(E e) {} }
                                """))
                .isEmpty();
    }
}
