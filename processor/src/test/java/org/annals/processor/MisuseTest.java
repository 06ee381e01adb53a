package org.annals.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** What does not compile, at which line, and what is said of it. */
final class MisuseTest {
    private static final int FIRST_LINE_OF_MEMBERS = 9;

    @TempDir private Path folder;

    /**
     * Returns the errors of a declared dog with these members and a constructor that creates it.
     */
    private String errorsOfDog(String members) {
        return errors("@Event(\"Registered\") Dog(String name) {}\n" + members);
    }

    /** Returns the errors of a declared dog with these members. */
    private String errors(String members) {
        return errors("public abstract class Dog extends Aggregate<DogEvent>", members);
    }

    private String errors(String declaration, String members) {
        return Compiled.of(
                        folder,
                        "shop/Dog.java",
                        """
                        package shop;

                        import java.util.*;
                        import org.annals.dcb.*;
                        import org.annals.domain.*;

                        @EventSourced
                        %s {
                        %s
                        }
                        """
                                .formatted(declaration, members))
                .errors();
    }

    private static String atMember(int line) {
        return FIRST_LINE_OF_MEMBERS + line + ": ";
    }

    @Test
    void methodsThatHaveABodySomewhereAndOverloadsOfApplyAreNoneToComplainOf() {
        Compiled.of(
                        folder,
                        "Dog.java",
                        """
                        import org.annals.domain.*;
                        import java.util.*;
                        @EventSourced
                        abstract class Dog extends Aggregate<DogEvent> implements Comparator<String> {
                            @Event("Registered") Dog() {}
                            @Event("Applied") void apply(String coat) {}
                            @Override public int compare(String a, String b) { return 0; }
                            void trigger() {}
                        }
                        """)
                .requirePassed();
    }

    @Test
    void anApplyOfASuperclass() {
        Compiled.write(
                folder,
                "shop/Animal.java",
                """
                package shop;
                abstract class Animal extends org.annals.domain.Aggregate<DogEvent> {
                    @Override protected void apply(DogEvent event) {}
                }
                """);
        assertThat(errors("abstract class Dog extends Animal", "@Event(\"Registered\") Dog() {}"))
                .contains(
                        "8: apply is generated of the methods that are marked, in place of that of Animal");
    }

    @Test
    void constructorsThatAreAllForReplay() {
        assertThat(errors("@Event(value = \"A\", replayOnly = true) Dog() {}"))
                .contains("8: Dog has no constructor that triggers the event");
    }

    @Test
    void aKeyThatNoTagCanHave() {
        assertThat(
                        Compiled.of(
                                        folder,
                                        "Dog.java",
                                        """
                                        import org.annals.domain.*;
                                        import org.annals.dcb.*;
                                        @EventSourced(taggedBy = "a:b")
                                        abstract class Dog extends EnduringObject<DogEvent> {
                                            @Event("Registered") Dog() { super(Dog_.TYPE); }
                                        }
                                        """)
                                .errors())
                .contains("4: taggedBy cannot be the key of a tag.");
    }

    @Test
    void aConstructorWithoutTheNameOfItsEvent() {
        assertThat(errors("@Event Dog(String name) {}"))
                .contains(atMember(0) + "The event of a constructor has no name to be called by.");
    }

    @Test
    void twoMethodsOfOneEvent() {
        assertThat(
                        errorsOfDog(
                                """
                                @Event("Renamed") void rename(String name) {}
                                @Event void renamed(String other) {}
                                """))
                .contains(
                        atMember(2) + "Renamed is the event of rename(java.lang.String) already.");
    }

    @Test
    void aMethodOfTheEventThatCreates() {
        assertThat(errorsOfDog("@Event void registered(String name) {}"))
                .contains(
                        atMember(1) + "Registered is the event of Dog(java.lang.String) already.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "trick added", "class", "a.B", "1st", "_", "record", "yield"})
    void anIllFormedName(String name) {
        assertThat(errorsOfDog("@Event(\"%s\") void add() {}".formatted(name)))
                .contains(atMember(1) + "'%s' cannot be the name of a record.".formatted(name));
    }

    @ParameterizedTest
    @CsvSource({
        "String, java.lang.String",
        "Dog, shop.Dog",
        "Inner, shop.Dog.Inner",
        "DogEvent, the gen"
    })
    void aNameThatSomethingElseHas(String name, String other) {
        assertThat(
                        errorsOfDog(
                                "@Event(\"%s\") void add() {}\nrecord Inner(int a) {}"
                                        .formatted(name)))
                .contains(
                        atMember(1)
                                + "The event cannot be called %s, as %s".formatted(name, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @Event static void add() {}                 | A static method changes no object
                    @Event private void add() {}                | What is private is not called
                    @Event final void add() {}                  | A final method cannot be made to trigger
                    @Event abstract void add();                 | there is none. Write one
                    @Event int add() { return 1; }              | returns nothing. Make it void
                    @Event void add(String... tricks) {}        | Take a List instead
                    @Event <T> void add(T trick) {}             | have no type parameters
                    @Event void add() throws Exception {}       | throws no java.lang.Exception
                    @Event void add(int hashCode) {}            | cannot have a component of the name hashCode
                    @Event void add(Hidden it) {} private record Hidden() {} | shop.Dog.Hidden is private
                    @Event(version = 0) void add() {}           | Versions begin with 1, not with 0
                    @Event void add(@AggregateId String id) {}  | @AggregateId marks a parameter of a constructor
                    Dog(int weight) {}                          | neither applies an event nor takes the state over
                    abstract int weight();                      | weight() of Dog is abstract
                    @Override protected void apply(DogEvent e) {} | apply is generated of the methods
                    @Observe(B.class) void b() {} record B() implements DogEvent {} | Write @On
                    @On(String.class) void a() {}               | java.lang.String is none of the events of Dog
                    @Event(value = "A", of = B.class) void a() {} record B() implements DogEvent {} | Name the event once
                    @Event @On(B.class) void b() {} record B() implements DogEvent {} | names its event more than once
                    @Event(of = B.class) void b(int x) {} record B(int y) implements DogEvent {} | has no component of the name x
                    @Event(of = B.class) void b(int x) {} record B(long x) implements DogEvent {} | has a long of the name x
                    @Event(of = B.class) void b() {} record B(int x) implements DogEvent {} | components [x] as well
                    @Event(of = B.class) void b(int x) {} record B(int x) {} | Let it implement DogEvent
                    @On(B.class) void b(String x) {} record B(int x) implements DogEvent {} | has a int of the name x
                    @On(B.class) void b(long x) {} record B(int x) implements DogEvent {} | has a int of the name x
                    @On(B.class) void b(int x) {} record B(Integer x) implements DogEvent {} | has a java.lang.Integer of the name x
                    @On(B.class) void b() {} sealed interface B extends DogEvent {} record C() implements B, DogEvent {} | stands for several events
                    @On(B.class) void b() {} private record B() implements DogEvent {} | shop.Dog.B is private
                    @Event void add(List<? extends Hidden> it) {} private record Hidden() {} | shop.Dog.Hidden is private
                    @Event void add(@Hidden String it) {} private @interface Hidden {} | shop.Dog.Hidden is private
                    @Event void add(List<@Hidden String> it) {} @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE) private @interface Hidden {} | shop.Dog.Hidden is private
                    @Event void add(@Of({Hidden.class}) String it) {} @interface Of { Class<?>[] value(); } private record Hidden() {} | shop.Dog.Hidden is private
                    @Event void add(@Of(Hidden.A) String it) {} @interface Of { Hidden value(); } private enum Hidden { A } | shop.Dog.Hidden is private
                    @Event void add(Hidden<String>.Inner it) {} private class Hidden<T> { class Inner {} } | shop.Dog.Hidden is private
                    void trigger(String event) {}               | could call this
                    void created(DogEvent event) {}             | could call this
                    static final AggregateType<Dog> TYPE = Dog_.TYPE; | initialised in a circle
                    """)
    void aMemberThatCannotApplyAnEvent(String member, String message) {
        assertThat(errorsOfDog(member)).contains(atMember(1)).contains(message);
    }

    @Test
    void aTypeThatIsProtectedInAnotherPackage() {
        Compiled.write(
                folder,
                "base/Animal.java",
                """
                package base;
                public abstract class Animal<E> extends org.annals.domain.Aggregate<E> {
                    protected record Coat(String colour) {}
                }
                """);

        assertThat(
                        errors(
                                "abstract class Dog extends base.Animal<DogEvent>",
                                "@Event(\"Registered\") Dog(Coat coat) {}"))
                .contains(atMember(0) + "base.Animal.Coat is protected in another package");
    }

    @Test
    void aNameThatCannotBeStored() {
        assertThat(errorsOfDog("@Event(aliases = \"%s\") void add() {}".formatted("a".repeat(257))))
                .contains(atMember(1) + "shop.DogEvent$Add cannot be stored as 'aaa")
                .contains(": it takes 257 bytes, and 256 are allowed. Give it another");
        assertThat(errorsOfDog("@Event(aliases = \"a\\0\") void add() {}"))
                .contains(atMember(1) + "shop.DogEvent$Add cannot be stored.")
                .contains("U+0000");
        assertThat(errorsOfDog("@Event(\"%s\") void add() {}".formatted("Ü".repeat(127))))
                .contains(atMember(1) + "shop.DogEvent$Ü")
                .contains("takes 258 bytes");
    }

    @Test
    void anUncheckedExceptionMayBeDeclared() {
        Compiled.of(
                        folder,
                        "Dog.java",
                        """
                        import org.annals.domain.*;
                        @EventSourced abstract class Dog extends Aggregate<DogEvent> {
                            @Event("Registered") Dog() throws IllegalArgumentException {}
                        }
                        """)
                .requirePassed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    class Dog extends Aggregate<DogEvent>         | Make it abstract
                    abstract class Dog<T> extends Aggregate<DogEvent> | has type parameters
                    abstract class Dog extends Aggregate<Event>   | org.annals.domain.Event is not sealed
                    abstract class Dog extends Aggregate<Runnable> | java.lang.Runnable is not sealed
                    abstract class Dog extends Aggregate<DogEvnt> | There is no DogEvnt. Let the class extend Aggregate<DogEvent>
                    abstract class Dog                            | is no aggregate, enduring object or slice
                    interface Dog                                 | is no aggregate, enduring object or slice
                    """)
    void aClassOfWhichNothingCanBeGenerated(String declaration, String message) {
        String constructor =
                declaration.contains("class") ? "@Event(\"Registered\") Dog(String name) {}" : "";
        assertThat(errors(declaration, constructor)).contains(message);
    }

    @Test
    void aClassWithoutAConstructorThatCreates() {
        assertThat(errors("")).contains("8: Dog has no constructor, and it is one that applies");
        assertThat(errors("Dog() {}")).contains(atMember(0) + "This constructor of Dog neither");
    }

    @Test
    void aClassInAnother() {
        assertThat(
                        Compiled.of(
                                        folder,
                                        "Kennel.java",
                                        """
                                        import org.annals.domain.*;
                                        class Kennel {
                                            @EventSourced
                                            abstract static class Dog extends Aggregate<DogEvent> {
                                                @Event("Registered") Dog() {}
                                            }
                                        }
                                        """)
                                .errors())
                .contains("4: Dog stands in another class");
    }

    @Test
    void anEventOutsideOfADeclaredClass() {
        assertThat(
                        Compiled.of(
                                        folder,
                                        "Kennel.java",
                                        """
                                        import org.annals.domain.*;
                                        class Kennel {
                                            @Event void opened() {}
                                            @On(String.class) void closed() {}
                                        }
                                        """)
                                .errors())
                .contains("3: @Event works in a class that is marked with @EventSourced")
                .contains("4: @On works in a class that is marked with @EventSourced");
    }

    @Test
    void aTypeThatDoesNotExistOrIsGeneratedOfTheClassItself() {
        for (String named : new String[] {"Missing", "DogEvent.Registered"}) {
            assertThat(errorsOfDog("@On(%s.class) void add() {}".formatted(named)))
                    .contains("8: Nothing was generated of Dog, since it names a type");
        }
    }

    @Test
    void aTypeCalledEventHidesTheAnnotation() {
        assertThat(errorsOfDog("interface Event {}")).contains("Event");
    }

    @Test
    void anEventOfItsOwnInterfaceThatNothingApplies() {
        assertThat(
                        errors(
                                "abstract class Dog extends Aggregate<Dog.Deed>",
                                """
                                sealed interface Deed {}
                                record Registered() implements Deed {}
                                record Forgotten() implements Deed {}
                                @Event("Registered") Dog() {}
                                """))
                .contains("8: shop.Dog.Forgotten is an event of Dog that nothing applies.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interface Open extends",
                "class Open implements",
                "abstract class Open implements"
            })
    void anEventOfItsOwnInterfaceThatAnythingMayExtend(String open) {
        assertThat(
                        errors(
                                "abstract class Dog extends Aggregate<Dog.Deed>",
                                """
                                sealed interface Deed {}
                                record Registered() implements Deed {}
                                non-sealed %s Deed {}
                                @Event("Registered") Dog() {}
                                """
                                        .formatted(open)))
                .contains("8: shop.Dog.Open is neither sealed nor final");
    }

    @Test
    void aNameThatItsOwnInterfaceDoesNotHave() {
        assertThat(
                        errors(
                                "abstract class Dog extends Aggregate<Dog.Deed>",
                                """
                                sealed interface Deed {}
                                record Registered() implements Deed {}
                                @Event("Registerd") Dog() {}
                                """))
                .contains(
                        atMember(2)
                                + "shop.Dog.Deed permits 0 records of the name Registerd. It has [Registered]");
    }

    @Test
    void aStateThatCannotBeTakenOrGivenBack() {
        for (String members : new String[] {"", "State state() { return new State(); }"}) {
            assertThat(
                            Compiled.of(
                                            folder,
                                            "Dog.java",
                                            """
                                            import org.annals.domain.*;
                                            @EventSourced(state = Dog.State.class)
                                            abstract class Dog extends Aggregate<DogEvent> {
                                                record State() {}
                                                @Event("Registered") Dog() {}
                                                %s
                                            }
                                            """
                                                    .formatted(members))
                                    .errors())
                    .contains("3: Dog has the state State. Give it one method");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @Event void add() {}                    | decides in execute()
                    @Event("A") Dog() {}                    | decides in execute()
                    void nothing() {}                       | has no method that is marked with @On
                    @On(Dog.Deed.class) int a() { return 1; } | returns nothing
                    @On(Dog.Done.class) void a(int no) {}   | has no component of the name no
                    """)
    void aSliceThatCannotFold(String member, String message) {
        assertThat(
                        errors(
                                "abstract class Dog extends Slice<Dog.Deed>",
                                """
                                sealed interface Deed {}
                                record Done() implements Deed {}
                                @Override protected void execute() {}
                                """
                                        + member))
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dog(List<Hidden> it) {}",
                "<T extends Comparable<Hidden>> Dog(T it) {}",
                "Dog() throws Failure {}"
            })
    void aConstructorOfASliceThatNeedsWhatIsPrivate(String constructor) {
        assertThat(
                        errors(
                                "abstract class Dog extends QuerySlice<Dog.Deed>",
                                """
                                %s
                                sealed interface Deed {}
                                record Done() implements Deed {}
                                private record Hidden() {}
                                private static class Failure extends Exception {}
                                @On(Done.class) void done() {}
                                """
                                        .formatted(constructor)))
                .containsPattern("^9: shop.Dog.(Hidden|Failure) is private, and the generated");
    }

    @Test
    void aSliceThatDoesNotDecide() {
        assertThat(
                        errors(
                                "abstract class Dog extends Slice<Dog.Deed>",
                                """
                                sealed interface Deed {}
                                record Done() implements Deed {}
                                @On(Done.class) void done() {}
                                """))
                .contains("8: execute() of Slice is abstract");
    }

    @Test
    void anIdOfAnEnduringObjectOrOfTwoParameters() {
        assertThat(
                        errors(
                                "abstract class Dog extends EnduringObject<DogEvent>",
                                "@Event(\"A\") Dog(@AggregateId String id) { super(Dog_.TYPE); }"))
                .contains(atMember(0) + "The id is one parameter of type String");
        assertThat(errors("@Event(\"A\") Dog(@AggregateId String a, @AggregateId String b) {}"))
                .contains(atMember(0) + "The id is one parameter of type String");
        assertThat(errors("@Event(\"A\") Dog(@AggregateId UUID id) {}"))
                .contains(atMember(0) + "The id is one parameter of type String");
    }

    @Test
    void aTagOfWhatIsNoEnduringObject() {
        assertThat(
                        Compiled.of(
                                        folder,
                                        "Dog.java",
                                        """
                                        import org.annals.domain.*;
                                        @EventSourced(taggedBy = "dog")
                                        abstract class Dog extends Aggregate<DogEvent> {
                                            @Event("Registered") Dog() {}
                                        }
                                        """)
                                .errors())
                .contains("3: Only the events of enduring objects are selected by a tag");
    }

    @Test
    void aStateThatTheConstructorOfAnEventTakes() {
        String errors =
                Compiled.of(
                                folder,
                                "Dog.java",
                                """
                                import org.annals.domain.*;
                                @EventSourced(state = Dog.State.class)
                                abstract class Dog extends Aggregate<DogEvent> {
                                    record State() {}
                                    @Event("Registered") Dog() {}
                                    @Event("Restored") Dog(State state) {}
                                    State state() { return new State(); }
                                }
                                """)
                        .errors();

        assertThat(errors)
                .contains("6: State is the state of Dog, so this constructor takes it over")
                .doesNotContain("Give it one method");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @Event(aliases = "") void add() {}              | An alias is blank. Leave it out.
                    @Event(aliases = {"Dog.A", " "}) void add() {}  | An alias is blank. Leave it out.
                    @Event(aliases = {"Dog.A", "Dog.A"}) void add() {} | The alias 'Dog.A' is given twice.
                    @Event(aliases = "Dog.Registered") void add() {} | Dog.Registered' is the stored name or an alias of the event of Dog(java.lang.String) as well.
                    @Event(of = B.class) void add() {} @EventType(name = "Dog.Registered") record B() implements DogEvent {} | Dog.Registered' is the stored name
                    @On(B.class) void add() {} @EventType(aliases = "Dog.Registered") record B() implements DogEvent {} | Dog.Registered' is the stored name
                    """)
    void anAliasThatSaysNothingOrIsThatOfAnother(String member, String message) {
        assertThat(errorsOfDog(member)).contains(atMember(1)).contains(message);
    }

    @Test
    void anAliasOfTheClassThatIsBlankOrLeadsToTheNameOfAnotherEvent() {
        String dog =
                """
                import org.annals.domain.*;
                @EventType(aliases = "%s")
                @EventSourced
                abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") Dog() {}
                    @Event(aliases = "Hound.Registered") void add() {}
                }
                """;

        assertThat(Compiled.of(folder, "Dog.java", dog.formatted("")).errors())
                .contains("4: An alias is blank. Leave it out.");
        assertThat(Compiled.of(folder, "Dog.java", dog.formatted("Hound")).errors())
                .contains(
                        "6: 'Hound.Registered' is the stored name or an alias of the event of Dog()");
        Compiled.of(folder, "Dog.java", dog.formatted("Cat")).requirePassed();
    }

    @Test
    void aClassOfTheUsersOwnThatHasTheNameOfTheGeneratedOne() {
        Compiled.write(folder, "shop/Dog_.java", "package shop; class Dog_ {}");

        assertThat(errorsOfDog(""))
                .contains(
                        "8: There is a Dog_ already, and of Dog a class of this name is generated.");
    }

    @Test
    void anInterfaceOfTheUsersOwnThatHasTheNameOfTheGeneratedOne() {
        Compiled.write(folder, "shop/DogEvent.java", "package shop; interface DogEvent {}");

        assertThat(errorsOfDog(""))
                .contains("8: shop.DogEvent is not sealed, so that a body could be missing")
                .contains("or give it another name");
    }
}
