package org.annals.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.persistence.EventTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is written, as a reader sees it and as it is loaded. */
final class GeneratedCodeTest {
    @TempDir private Path folder;

    @Test
    void aDeclaredClassIsCompletedByWhatAUserCouldHaveWritten() {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;
                                import java.util.*;

                                @EventSourced
                                abstract class Dog extends Aggregate<DogEvent> {
                                    final List<String> tricks = new ArrayList<>();
                                    @Event("Registered") Dog(@Tag("owner") String owner) {}
                                    @Event("TrickAdded") protected void add(String trick) { tricks.add(trick); }
                                    @Event(version = 2, aliases = {"Dog.Bark", "Dog.Woof"}, secret = true) void barked() {}
                                    @Event(replayOnly = true) void howled(int times) {}
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("DogEvent.java"))
                .isEqualToIgnoringWhitespace(
                        """
                        // Generated of Dog by org.annals.processor. Change that, and not this.
                        import javax.annotation.processing.Generated;
                        import org.annals.domain.EventType;
                        import org.annals.domain.EventsOf;
                        import org.annals.domain.Tag;

                        /** What can happen to a {@link Dog}. */
                        @EventsOf(Dog.class)
                        @Generated("org.annals.processor")
                        sealed interface DogEvent {
                            /** A {@link Dog} began. */
                            record Registered(@Tag("owner") String owner) implements DogEvent {}

                            /** Recorded by {@link Dog#add}. */
                            record TrickAdded(String trick) implements DogEvent {}

                            /** Recorded by {@link Dog#barked}. */
                            @EventType(
                                    version = 2,
                                    aliases = {"Dog.Bark", "Dog.Woof"},
                                    secret = true)
                            record Barked() implements DogEvent {}

                            /** No longer recorded; kept by {@link Dog}. */
                            record Howled(int times) implements DogEvent {}
                        }
                        """
                                .replace("/** ", "/**\n * ")
                                .replace(" */", "\n */"));
        assertThat(compiled.generated("Dog_.java"))
                .isEqualToIgnoringWhitespace(
                        """
                        // Generated of Dog by org.annals.processor. Change that, and not this.
                        import javax.annotation.processing.Generated;
                        import org.annals.domain.AggregateType;
                        import org.annals.domain.BegunByConstructor;
                        import org.annals.domain.Creation;

                        /**
                         * A {@link Dog} that triggers and applies its events.
                         */
                        @Generated("org.annals.processor")
                        final class Dog_ extends Dog implements BegunByConstructor {
                            /**
                             * How objects are got back from their events.
                             */
                            public static final AggregateType<Dog> TYPE =
                                    AggregateType.ofFirstEvent(Dog.class, Dog_::begun);

                            Dog_(String owner) {
                                this(new DogEvent.Registered(owner), Creation.now());
                            }

                            private Dog_(DogEvent.Registered event, Creation creation) {
                                super(event.owner());
                                created(event, creation);
                            }

                            private static Dog_ begun(DogEvent event, String id) {
                                return switch (event) {
                                    case DogEvent.Registered first -> new Dog_(first, Creation.replayed());
                                    default -> throw BegunByConstructor.notBegunBy(Dog.class, id, event);
                                };
                            }

                            @Override
                            protected void add(String trick) {
                                trigger(new DogEvent.TrickAdded(trick));
                            }

                            @Override
                            void barked() {
                                trigger(new DogEvent.Barked());
                            }

                            @Override
                            void howled(int times) {
                                throw BegunByConstructor.replayedOnly(DogEvent.Howled.class);
                            }

                            @Override
                            protected void apply(DogEvent event) {
                                switch (event) {
                                    case DogEvent.Registered again -> throw BegunByConstructor.begunAlready(this, again);
                                    case DogEvent.TrickAdded it -> super.add(it.trick());
                                    case DogEvent.Barked it -> super.barked();
                                    case DogEvent.Howled it -> super.howled(it.times());
                                }
                            }
                        }
                        """);
    }

    @Test
    void theStoredNamesAreThoseOfTheExplicitStyle() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;

                                @EventType(aliases = "Hound")
                                @EventSourced
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    @Event("Registered") Dog() {}
                                    @Event(version = 3, aliases = "Woof") void barked() {}
                                }
                                """)
                        .requirePassed();

        try (var loader = compiled.loader()) {
            var type = (AggregateType<?>) loader.loadClass("Dog_").getField("TYPE").get(null);
            EventTypes types = EventTypes.of(List.of(type));
            var barked = types.typeOf(loader.loadClass("DogEvent$Barked"));
            assertThat(barked.name()).isEqualTo("Dog.Barked");
            assertThat(barked.version()).isEqualTo(3);
            assertThat(barked.aliases()).containsExactlyInAnyOrder("Hound.Barked", "Woof");
            assertThat(type.aggregateClass().getName()).isEqualTo("Dog");
        }
    }

    @Test
    void annotationsOfParametersAndTypesAreThoseOfComponents() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "shop/Dog.java",
                                """
                                package shop;
                                import org.annals.domain.*;
                                import org.jspecify.annotations.*;
                                import java.util.*;

                                @NullMarked
                                @EventSourced
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    @Event("Registered")
                                    Dog(
                                            @Tag("owner") @Subject String owner,
                                            @Personal Erasable<String> phone,
                                            @Nullable String nick,
                                            List<@Nullable String> notes,
                                            List<? extends @Nullable String> names,
                                            Map<?, ? super Map.@Nullable Entry<?, ?>> others,
                                            Map<String, int[]> scores,
                                            byte @Nullable [] picture) {}
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("shop/DogEvent.java"))
                .contains("@NullMarked")
                .containsIgnoringWhitespaces(
                        """
                        Registered(@Tag("owner") @Subject String owner, @Personal Erasable<String> phone,
                        @Nullable String nick, List<@Nullable String> notes,
                        List<? extends @Nullable String> names,
                        Map<?, ? super Map. @Nullable Entry<?, ?>> others, Map<String, int[]> scores,
                        byte @Nullable [] picture) implements
                        """);
        try (var loader = compiled.loader()) {
            var nick = loader.loadClass("shop.DogEvent$Registered").getRecordComponents()[2];
            assertThat(nick.getAnnotatedType().getAnnotations())
                    .as("read by transcoders")
                    .hasSize(1);
        }
    }

    @Test
    void whatIsSaidOfNestedTypesStandsBeforeTheirOwnNames() throws Exception {
        Compiled.write(
                folder,
                "shop/A.java",
                """
                package shop;
                import java.lang.annotation.*;
                @Target(ElementType.TYPE_USE)
                @Retention(RetentionPolicy.RUNTIME)
                public @interface A {
                    long value() default 0;
                }
                """);
        Compiled.write(
                folder,
                "shop/Box.java",
                """
                package shop;
                public class Box<T> {
                    public class Lid {}
                    public class Label<U> {}
                    public static class Hinge<V> {}
                    public class Side { public class Face {} }
                }
                """);
        Compiled compiled =
                Compiled.of(
                                folder,
                                "shop/Dog.java",
                                """
                                package shop;
                                import org.annals.domain.*;
                                import java.util.*;

                                @EventSourced
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    static final long MUCH = 5_000_000_000L;

                                    @Event("Registered")
                                    Dog(
                                            java.util.Map.@A Entry<@A String, @A(MUCH) Integer> entry,
                                            Box<@A String>.@A Lid lid,
                                            Box<@A String>.@A Label<@A Integer> label,
                                            Box.@A Hinge<@A String @A []> hinge,
                                            @A Box<String>.@A Side.@A Face face,
                                            List<? extends Box<@A String>.Lid> lids) {}
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("shop/DogEvent.java").replaceAll("\\.\\s+@", ".@"))
                .containsIgnoringWhitespaces(
                        """
                        Registered(Map.@A Entry<@A String, @A(5000000000L) Integer> entry,
                        Box<@A String>.@A Lid lid, Box<@A String>.@A Label<@A Integer> label,
                        Box.@A Hinge<@A String @A []> hinge, @A Box<String>.@A Side.@A Face face,
                        List<? extends Box<@A String>.Lid> lids) implements
                        """);
        try (var loader = compiled.loader()) {
            List<String> written = new ArrayList<>();
            for (String each : List.of("Dog", "DogEvent$Registered")) {
                Class<?> made = loader.loadClass("shop." + each);
                for (var type : made.getDeclaredConstructors()[0].getAnnotatedParameterTypes()) {
                    written.add(type.toString());
                }
            }
            assertThat(written).hasSize(12);
            assertThat(written.subList(6, 12)).isEqualTo(written.subList(0, 6));
        }
    }

    @Test
    void anEventOfTheUsersOwnIsPermittedBesideGeneratedOnes() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;

                                @EventSourced
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    public record Weighed(int grams, String scale) implements DogEvent {
                                        public Weighed {
                                            if (grams < 1) throw new IllegalArgumentException("no dog");
                                        }
                                    }
                                    public int grams;
                                    @Event("Registered") public Dog() {}
                                    @Event(of = Weighed.class) public void weigh(String scale, int grams) {
                                        this.grams = grams;
                                    }
                                }
                                """)
                        .requirePassed();

        try (var loader = compiled.loader()) {
            Object dog = loader.loadClass("Dog_").getConstructor().newInstance();
            Method weigh = dog.getClass().getMethod("weigh", String.class, int.class);
            weigh.invoke(dog, "kitchen", 900);
            assertThat(dog.getClass().getField("grams").get(dog)).isEqualTo(900);
            assertThat(loader.loadClass("DogEvent").getPermittedSubclasses())
                    .extracting(Class::getSimpleName)
                    .containsExactly("Registered", "Weighed");
        }
    }

    @Test
    void namesThatGeneratedCodeUsesMayBeTheUsersOwn() {
        Compiled.write(
                folder,
                "Match.java",
                """
                import org.annals.domain.*;
                import org.annals.dcb.*;
                import java.util.List;

                @EventSourced
                abstract class Match extends EnduringObject<MatchEvent> {
                    record Set(int games) {}
                    @interface Override {}
                    @Event("Began") Match(@Tag("match") String event, List<Set> it) { super(Match_.TYPE, event); }
                    @Event void won(Set it, String creation, String TYPE) {}
                }
                """);
        Compiled.of(
                        folder,
                        "Wins.java",
                        """
                        import org.annals.domain.*;
                        import org.annals.dcb.*;

                        @EventSourced
                        abstract class Wins extends QuerySlice<MatchEvent> {
                            Wins(String it) { boundary(EventTag.of("match", it)); }
                            @On(MatchEvent.Won.class) void won(MatchEvent any) {}
                        }
                        """)
                .requirePassed();
    }

    @Test
    void theEventIsMadeBeforeItIsAppliedLiveAsOnReplay() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Account.java",
                                """
                                import org.annals.domain.*;
                                import java.util.*;

                                @EventSourced
                                public abstract class Account extends Aggregate<AccountEvent> {
                                    public record Opened(String owner) implements AccountEvent {
                                        public Opened { owner = owner.strip(); }
                                    }
                                    public final String told;
                                    @Event(of = Opened.class) public Account(String owner) {
                                        super("account-" + owner);
                                        told = owner + " of " + id();
                                    }
                                    @Event("Founded") public Account(@AggregateId String id, int forgotten) {
                                        told = id;
                                    }
                                }
                                """)
                        .requirePassed();

        try (var loader = compiled.loader()) {
            Class<?> made = loader.loadClass("Account_");
            var account = (Aggregate<?>) made.getConstructor(String.class).newInstance(" Ann ");
            assertThat(made.getField("told").get(account)).isEqualTo("Ann of account-Ann");
            var type = (AggregateType<?>) made.getField("TYPE").get(null);
            Aggregate<?> again = type.fold(account.pendingEvents());
            assertThat(made.getField("told").get(again)).isEqualTo("Ann of account-Ann");

            var moved =
                    DomainEvent.of(
                            account.pendingEvents().getFirst().event(),
                            new Origin("by an earlier rule", 1),
                            EventDetails.none());
            assertThat(made.getField("told").get(type.fold(List.of(moved))))
                    .as("the recorded id is the one that counts, in the body too")
                    .isEqualTo("Ann of by an earlier rule");
            assertThatThrownBy(
                            () ->
                                    made.getConstructor(String.class, int.class)
                                            .newInstance("account-7", 1))
                    .rootCause()
                    .hasMessageContaining("does not hand to its superclass");
        }
    }

    @Test
    void anObjectThatIsMadeOfItsStateHasItsIdWhileItIsMade() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;

                                @EventSourced(state = Dog.State.class)
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    public record State() {}
                                    public final String label = "dog " + id();
                                    @Event("Registered") public Dog() {}
                                    Dog(State state) {}
                                    State state() { return new State(); }
                                }
                                """)
                        .requirePassed();

        try (var loader = compiled.loader()) {
            Class<?> made = loader.loadClass("Dog_");
            @SuppressWarnings("unchecked")
            var type = (AggregateType<Aggregate<?>>) made.getField("TYPE").get(null);
            var dog = (Aggregate<?>) made.getConstructor().newInstance();
            Aggregate<?> again = type.restore(type.snapshot(dog));
            assertThat(made.getField("label").get(again)).isEqualTo("dog " + dog.id());
        }
    }

    @Test
    void anEnduringObjectIsCheckedAndHasItsOwnType() throws Exception {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Course.java",
                                """
                                import org.annals.domain.*;
                                import org.annals.dcb.*;

                                @EventSourced
                                public abstract class Course extends EnduringObject<CourseEvent> {
                                    static final class Other {}
                                    @Event("Opened") public Course(@Tag("course") String id, int places) {
                                        super(places == 7 ? Course_.TYPE.taggedBy("other") : Course_.TYPE, id);
                                    }
                                    @Override protected void check(CourseEvent event) {
                                        if (event instanceof CourseEvent.Opened opened && opened.places() < 1) {
                                            throw new IllegalArgumentException("no places");
                                        }
                                    }
                                }
                                """)
                        .requirePassed();

        try (var loader = compiled.loader()) {
            var constructor = loader.loadClass("Course_").getConstructor(String.class, int.class);
            constructor.newInstance("c-1", 1);
            assertThatThrownBy(() -> constructor.newInstance("c-1", 0))
                    .rootCause()
                    .hasMessage("no places");
            assertThatThrownBy(() -> constructor.newInstance("c-1", 7))
                    .rootCause()
                    .hasMessageContaining("hands another type to its superclass");
        }
    }

    @Test
    void eventsOfAnInterfaceThatIsWrittenByHandAreNamedByTheirSimpleNames() {
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;

                                @EventSourced
                                public abstract class Dog extends Aggregate<Dog.Deed> {
                                    public sealed interface Deed {
                                        record Registered(String name) implements Deed {}
                                        sealed interface Trick extends Deed {}
                                        record Added(String trick) implements Trick {}
                                        record Grown(int old, int now) implements Deed {}
                                    }
                                    @Event("Registered") Dog(String name) {}
                                    @Event("Added") void add(String trick) {}
                                    @On(Deed.Grown.class) void grown(int now) {}
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("Dog_.java"))
                .contains("case Dog.Deed.Registered first -> new Dog_(first, Creation.replayed());")
                .contains("case Dog.Deed.Added it -> super.add(it.trick());")
                .contains("case Dog.Deed.Grown it -> super.grown(it.now());");
        assertThat(compiled.generated()).isDirectoryNotContaining("glob:**DogEvent.java");
    }

    @Test
    void aDecisionModelHasItsHandlersAddedByEachConstructor() {
        Compiled.write(
                folder,
                "CourseEvent.java",
                """
                public sealed interface CourseEvent {
                    record Opened(String course, int places) implements CourseEvent {}
                    record Renamed(String course, String name) implements CourseEvent {}
                    record Joined(String course, String student) implements CourseEvent {}
                }
                """);
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Join.java",
                                """
                                import org.annals.domain.*;
                                import org.annals.dcb.*;

                                @EventSourced
                                abstract class Join extends Slice<CourseEvent> {
                                    private int places;
                                    Join(String course, String... students) throws java.io.IOException {
                                        boundary(EventTag.of("course", course));
                                    }
                                    public Join() {}
                                    private Join(int hidden) {}
                                    @On(CourseEvent.Opened.class) void opened(int places) { this.places = places; }
                                    @On(CourseEvent.Joined.class) final void joined(CourseEvent.Joined event) { places--; }
                                    @Observe(CourseEvent.Renamed.class) void renamed(String name, String course) {}
                                    @Override protected void execute() {}
                                }
                                """)
                        .requirePassed();

        String handlers =
                """
                on(CourseEvent.Opened.class, it -> opened(it.places()));
                on(CourseEvent.Joined.class, it -> joined(it));
                observe(CourseEvent.Renamed.class, it -> renamed(it.name(), it.course()));
                """;
        assertThat(compiled.generated("Join_.java"))
                .containsIgnoringWhitespaces(
                        "Join_(String course, String... students) throws IOException { super(course, students);"
                                + handlers
                                + "}")
                .containsIgnoringWhitespaces("public Join_() { super();" + handlers + "}")
                .doesNotContain("hidden");
    }

    @Test
    void aConstructorOfADecisionModelMayHaveTypeParameters() {
        Compiled.write(
                folder,
                "A.java",
                """
                import java.lang.annotation.*;
                @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
                public @interface A {
                    int value();
                }
                """);
        Compiled.write(
                folder,
                "FieldEvent.java",
                "public sealed interface FieldEvent { record Harvested(int tons) implements FieldEvent {} }");
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Harvest.java",
                                """
                                import org.annals.domain.*;
                                import org.annals.dcb.*;
                                import java.util.*;

                                @EventSourced
                                abstract class Harvest extends QuerySlice<FieldEvent> {
                                    int tons;
                                    <@A(1) T extends @A(2) Number & Comparable<? super @A(3) T>, X extends Exception> Harvest(
                                            List<? extends T> fields, Class<X> failure) throws @A(4) X {
                                        boundary(EventTag.of("farm", fields.toString()));
                                    }
                                    @SuppressWarnings("unchecked")
                                    <String> Harvest(String farm, String... others) {
                                        boundary(EventTag.of("farm", farm.toString()));
                                    }
                                    @On(FieldEvent.Harvested.class) void yield(int tons) { this.tons += tons; }
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("Harvest_.java"))
                .containsIgnoringWhitespaces(
                        """
                        <@A(1) T extends @A(2) Number & Comparable<? super @A(3) T>, X extends Exception> Harvest_(
                                List<? extends T> fields, Class<X> failure) throws @A(4) X {
                            super(fields, failure);
                            on(FieldEvent.Harvested.class, it -> this.yield(it.tons()));
                        """)
                .containsIgnoringWhitespaces("<String> Harvest_(String farm, String... others)");
    }

    @Test
    void aDecisionOnEventsThatAreGeneratedInTheSameCompilationIsCompleted() {
        Compiled.write(
                folder,
                "Course.java",
                """
                import org.annals.domain.*;
                import org.annals.dcb.*;

                @EventSourced(taggedBy = "kurs")
                abstract class Course extends EnduringObject<CourseEvent> {
                    record Joined(@Tag("kurs") String course, @Tag("student") String student) implements CourseEvent {}
                    @Event("Opened") Course(@Tag("kurs") String course, int places) { super(Course_.TYPE, course); }
                    @Event("Resized") void resize(int places) {}
                    @On(Joined.class) void joined() {}
                }
                """);
        Compiled compiled =
                Compiled.of(
                                folder,
                                "Courses.java",
                                """
                                import org.annals.domain.*;
                                import org.annals.dcb.*;

                                @EventSourced
                                abstract class Courses extends QuerySlice<CourseEvent> {
                                    Courses() { boundary(); }
                                    @On(CourseEvent.Opened.class) void opened(int places) {}
                                }
                                """)
                        .requirePassed();

        assertThat(compiled.generated("Courses_.java"))
                .contains("on(CourseEvent.Opened.class, it -> opened(it.places()));");
        assertThat(compiled.generated("Course_.java"))
                .containsIgnoringWhitespaces(
                        "Set.of(CourseEvent.Opened.class), Course_::begun).taggedBy(\"kurs\")")
                .contains("case CourseEvent.Opened again -> {}")
                .contains("case Course.Joined it -> super.joined();");
    }

    @Test
    void whatWasGeneratedByAnEarlierCompilationIsWrittenAnew() {
        String dog =
                """
                import org.annals.domain.*;

                @EventSourced
                abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") Dog() {}
                    @Event void %s() {}
                }
                """;
        Compiled.of(folder, "Dog.java", dog.formatted("barked")).requirePassed();

        Compiled again =
                Compiled.of(
                        Compiled.write(folder, "Dog.java", dog.formatted("howled")),
                        folder.resolve("target"),
                        new EventSourcedProcessor(),
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + folder.resolve("target/classes"));

        assertThat(again.requirePassed().generated("DogEvent.java"))
                .contains("Howled")
                .doesNotContain("Barked");
    }

    @Test
    void aNamedModuleNeedsTheCoreAlone() {
        Compiled.write(
                folder,
                "module-info.java",
                "module shop { requires transitive org.annals; exports shop; }");
        String path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(each -> each.contains("core") || each.contains("jspecify"))
                        .reduce((a, b) -> a + File.pathSeparator + b)
                        .orElseThrow();
        Compiled compiled =
                Compiled.of(
                        Compiled.write(
                                folder,
                                "shop/Dog.java",
                                """
                                package shop;
                                import org.annals.domain.*;

                                @EventSourced
                                public abstract class Dog extends Aggregate<DogEvent> {
                                    @Event("Registered") protected Dog(String name) {}
                                    @Event protected void barked() {}
                                }
                                """),
                        folder.resolve("target"),
                        new EventSourcedProcessor(),
                        "--module-path",
                        path);

        assertThat(compiled.requirePassed().generated("shop/Dog_.java"))
                .doesNotContain("@Generated");
    }
}
