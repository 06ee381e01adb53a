package org.annals.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What a user has reasons for is no warning in generated code, where nobody could mend it. */
final class WarningsTest {
    @TempDir private Path folder;

    @BeforeEach
    void writeWhatIsDeprecated() {
        Compiled.write(folder, "Old.java", "@Deprecated public record Old() {}");
        Compiled.write(
                folder, "Older.java", "@Deprecated(forRemoval = true) public record Older() {}");
    }

    private Compiled compile(String type, String text) {
        return Compiled.of(
                        folder,
                        type + ".java",
                        """
                        import org.annals.domain.*;
                        import org.annals.dcb.*;
                        import java.util.*;
                        """
                                + text)
                .requirePassed();
    }

    @Test
    void bodiesThatAreDeprecated() {
        Compiled compiled =
                compile(
                        "Dog",
                        """
                        @EventSourced
                        abstract class Dog extends Aggregate<DogEvent> {
                            @Deprecated @Event("Registered") Dog(String name) {}
                            @Event("Found") Dog() {}
                            @Deprecated @Event void barked() {}
                            @Deprecated(forRemoval = true) @Event void howled() {}
                            @Deprecated @Event(replayOnly = true) void bitten() {}
                            @Event void slept() {}
                        }
                        """);

        assertThat(compiled.generated("DogEvent.java")).doesNotContain("@SuppressWarnings");
        assertThat(compiled.generated("Dog_.java"))
                .containsIgnoringWhitespaces(
                        """
                        @SuppressWarnings("deprecation")
                        private Dog_(DogEvent.Registered event
                        """)
                .containsIgnoringWhitespaces(
                        """
                        @Override @SuppressWarnings("deprecation") void barked()
                        """)
                .containsIgnoringWhitespaces(
                        """
                        @Override @SuppressWarnings("removal") void howled()
                        """)
                .containsIgnoringWhitespaces("@Override void slept()")
                .containsIgnoringWhitespaces(
                        """
                        @SuppressWarnings({"deprecation", "removal"}) protected void apply
                        """);
    }

    @Test
    void typesThatAreRawOrDeprecated() {
        Compiled compiled =
                compile(
                        "Dog",
                        """
                        @EventSourced
                        abstract class Dog extends Aggregate<DogEvent> {
                            static class Outer<T> { class Inner {} }
                            @SuppressWarnings({"rawtypes", "deprecation"}) @Event("Registered")
                            Dog(List names, Old old) {}
                            @SuppressWarnings("rawtypes") @Event void given(Map<String, ? extends List[]> all) {}
                            @SuppressWarnings("rawtypes") @Event void inner(Outer.Inner it) {}
                            @SuppressWarnings("removal") @Event void counted(Optional<? super Older> it) {}
                            @SuppressWarnings("deprecation") @Event void part(@Deprecated String name) {}
                            @Event void plain(List<String> all) {}
                        }
                        """);

        assertThat(compiled.generated("DogEvent.java"))
                .contains("@SuppressWarnings(\"rawtypes\")\n    record Given(")
                .contains("@SuppressWarnings(\"removal\")\n    record Counted(")
                .contains("*/\n    record Plain(");
    }

    @Test
    void eventsThatAreGeneric() {
        compile(
                "Dog",
                """
                @EventSourced
                abstract class Dog extends EnduringObject<DogEvent> {
                    record Found<T>(@Tag("dog") String id) implements DogEvent {}
                    record Grown<T>(@Tag("dog") String id, T now) implements DogEvent {}
                    record Shrunk<T extends Number>(T now, String on) implements DogEvent {}
                    @Event(of = Found.class) Dog(String id) { super(Dog_.TYPE, id); }
                    @On(Grown.class) void grown(Grown<?> event) {}
                    @On(Shrunk.class) void shrunk(String on) {}
                }
                """);
    }

    @Test
    void eventsThatAreDeprecated() {
        Compiled compiled =
                compile(
                        "Dog",
                        """
                        @EventSourced
                        abstract class Dog extends EnduringObject<DogEvent> {
                            @Deprecated record Found(@Tag("dog") String id) implements DogEvent {}
                            @Deprecated(forRemoval = true) record Grown(@Tag("dog") String id) implements DogEvent {}
                            record Shrunk(int now) implements DogEvent {
                                @Deprecated public int now() { return now; }
                            }
                            @Event("Registered") Dog(@Tag("dog") String id, int age) { super(Dog_.TYPE, id); }
                            @Event(of = Found.class) Dog(String id) { super(Dog_.TYPE, id); }
                            @Event(of = Grown.class) void grow(String id) {}
                            @On(Shrunk.class) void shrunk(int now) {}
                        }
                        """);

        assertThat(compiled.generated("DogEvent.java"))
                .containsIgnoringWhitespaces("@SuppressWarnings({\"deprecation\", \"removal\"})");
        assertThat(compiled.generated("Dog_.java"))
                .contains("case Dog.Shrunk it -> super.shrunk(it.now());");
    }

    @Test
    void classesInterfacesAndStatesThatAreDeprecated() {
        Compiled.write(
                folder,
                "Cat.java",
                """
                import org.annals.domain.*;
                @EventSourced(state = Cat.State.class)
                abstract class Cat extends Aggregate<CatEvent> {
                    @Deprecated record State() {}
                    @Event("Registered") Cat() {}
                    @Deprecated Cat(State state) {}
                    @Deprecated State state() { return new State(); }
                }
                """);
        Compiled.write(
                folder,
                "Cow.java",
                """
                import org.annals.domain.*;
                @SuppressWarnings("deprecation")
                @EventSourced
                abstract class Cow extends Aggregate<CowEvent> {
                    @Event("Bought") Cow() {}
                }
                """);
        Compiled.write(
                folder,
                "CowEvent.java",
                """
                @Deprecated sealed interface CowEvent {
                    record Bought() implements CowEvent {}
                }
                """);
        Compiled compiled =
                compile(
                        "Dog",
                        """
                        @Deprecated
                        @EventSourced
                        abstract class Dog extends Aggregate<DogEvent> {
                            @Event("Registered") Dog() {}
                            @Event void barked() {}
                        }
                        """);

        assertThat(compiled.generated("Cat_.java"))
                .doesNotContain("@SuppressWarnings(\"deprecation\")\n@Generated");
        assertThat(compiled.generated("DogEvent.java"))
                .contains("@SuppressWarnings(\"deprecation\")");
    }

    @Test
    void whatASliceIsGivenAndHandles() {
        Compiled.write(
                folder,
                "CourseEvent.java",
                """
                sealed interface CourseEvent {
                    record Opened(int places) implements CourseEvent {}
                    @Deprecated record Joined(String student) implements CourseEvent {}
                }
                """);
        Compiled compiled =
                compile(
                        "Join",
                        """
                        @EventSourced
                        abstract class Join extends Slice<CourseEvent> {
                            @SuppressWarnings({"rawtypes", "removal"}) Join(List some, Older older) {}
                            @Deprecated Join() {}
                            @SafeVarargs Join(Set<String>... all) {}
                            @SuppressWarnings("unchecked") Join(Map<String, String>... all) {}
                            @Deprecated @On(CourseEvent.Opened.class) void opened(int places) {}
                            @SuppressWarnings("deprecation") @On(CourseEvent.Joined.class)
                            void joined(CourseEvent any) {}
                            @Override protected void execute() {}
                        }
                        """);

        assertThat(compiled.generated("Join_.java")).contains("@SafeVarargs");
    }
}
