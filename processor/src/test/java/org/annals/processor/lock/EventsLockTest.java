package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.EventTypes;
import org.annals.processor.Compiled;
import org.annals.processor.index.EventIndexProcessor;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.File;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the compiler says of events that are not as they were, and what the command does. */
final class EventsLockTest {
    private static final String DOG =
            """
            package kennel;

            import org.annals.domain.*;
            import org.jspecify.annotations.Nullable;
            import java.util.*;

            public final class Dog extends Aggregate<Dog.Event> {
                public sealed interface Event {}
                %s
                @Override protected void apply(Event event) {}
            }
            """;
    private static final String REGISTERED = "record Registered(String name) implements Event {}\n";
    private static final String TRICK =
            "record TrickAdded(@Tag(\"trick\") String trick) implements Event {}\n";

    @TempDir private Path folder;
    private Project project;

    @BeforeEach
    void makeProject() {
        project = new Project(folder);
    }

    private Project dog(String... events) {
        return project.source("kennel/Dog.java", DOG.formatted(String.join("    ", events)));
    }

    @Test
    void deletingAComponentOfAReleasedEventDoesNotCompile() {
        dog("record Registered(String name, String breed) implements Event {}").update().passes();

        String errors = dog(REGISTERED).errors();

        assertThat(errors)
                .isEqualTo(
                        """
                        9: Event 'Dog.Registered', version 1, is no longer as in src/main/events.lock, line 4, and what is stored cannot be read as it: 'breed' is removed.

                            Dog.Registered 1
                                class kennel.Dog.Registered
                                name: String
                          -     breed: String

                        Take that back. Or raise the version, @EventType(version = 2), of a declared one @Event(version = 2), give the application an upcaster from version 1, write 'upcast by CLASS', with the class that has it, under 'Dog.Registered 1' in the lock, and run ANNALS_LOCK=update mvn compile. If no such event was ever stored, delete the block and run that.
                        """);
    }

    @Test
    void theCommandDoesNotTakeItEither() {
        dog("record Registered(String name, String breed) implements Event {}").update();
        String lock = project.lock();

        assertThat(dog(REGISTERED).updateErrors()).contains("'breed' is removed");
        assertThat(project.lock()).isEqualTo(lock);
    }

    @Test
    void theCommandMakesTheLock() {
        dog(REGISTERED, TRICK).update();

        assertThat(project.lock())
                .isEqualTo(
                        """
                        # What events were and are, so that those that are stored can always be read. The compiler compares.
                        # ANNALS_LOCK=update mvn compile adds what is new. By hand: 'upcast by CLASS' or 'retired' in a block.

                        Dog.Registered 1
                            class kennel.Dog.Registered
                            name: String

                        Dog.TrickAdded 1
                            class kennel.Dog.TrickAdded
                            trick: String, tag trick
                        """);
        assertThat(folder.resolve("src/main")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void theOptionOfTheCompilerIsTheCommandToo() {
        dog(REGISTERED);

        project.compile("-Aannals.lock.update=true");

        assertThat(project.blocks()).startsWith("Dog.Registered 1\n");
    }

    @Test
    void withoutALockNothingIsCompared() {
        dog(REGISTERED).passes();

        assertThat(folder.resolve("src/main/events.lock")).doesNotExist();
    }

    @Test
    void anEventThatTheLockDoesNotHaveDoesNotCompile() {
        dog(REGISTERED).update();

        assertThat(dog(REGISTERED, TRICK).errors())
                .contains("Event 'Dog.TrickAdded', version 1, is not in src/main/events.lock.")
                .contains("  +     trick: String, tag trick")
                .contains("Run ANNALS_LOCK=update mvn compile")
                .startsWith("10: ");
        project.update().passes();
    }

    @Test
    void aChangeThatCanBeReadAsksForTheCommand() {
        dog(REGISTERED).update();

        dog("record Registered(String name, Optional<String> breed) implements Event {}");

        assertThat(project.errors())
                .contains(
                        "Event 'Dog.Registered', version 1, is no longer as in src/main/events.lock, line 4: 'breed' is new.")
                .contains("  +     breed: Optional<String>")
                .contains(
                        "What is stored can still be read. If this is meant: Run ANNALS_LOCK=update");
        project.update().passes();
    }

    @Test
    void twoVersionsOfALockAreTheSameText() {
        dog(REGISTERED, TRICK).update();
        String lock = project.lock();

        dog(TRICK, REGISTERED).update();

        assertThat(project.lock()).isEqualTo(lock);
    }

    @Test
    void aNewVersionNeedsAnUpcasterInTheLock() {
        dog(REGISTERED).update();
        dog("@EventType(version = 2) record Registered(String called) implements Event {}");

        assertThat(project.updateErrors())
                .contains(
                        "Event 'Dog.Registered', version 1, is said to be read by no upcaster, and the code has version 2.")
                .contains(
                        "In src/main/events.lock, line 4, under 'Dog.Registered 1', write 'upcast by CLASS'")
                .contains("run ANNALS_LOCK=update mvn compile");

        project.lock(
                project.lock()
                        .replace("Registered 1\n", "Registered 1\n    upcast by kennel.Nobody\n"));
        assertThat(project.updateErrors())
                .contains(
                        "'Dog.Registered', version 1, is upcast by kennel.Nobody, says src/main/events.lock, line 4, and there is no such class");

        project.lock(project.lock().replace("kennel.Nobody", "kennel.Dog"));
        assertThat(project.errors())
                .contains(
                        "'Dog.Registered', version 2, is not in src/main/events.lock, which has former versions of it");
        project.update().passes();
        assertThat(project.blocks())
                .isEqualTo(
                        """
                        Dog.Registered 1
                            upcast by kennel.Dog
                            name: String

                        Dog.Registered 2
                            class kennel.Dog.Registered
                            called: String
                        """);
    }

    @Test
    void anUpcasterThatIsGoneIsMissed() {
        dog(REGISTERED).update();
        project.lock(
                        project.lock()
                                .replace(
                                        "Registered 1\n",
                                        "Registered 1\n    upcast by kennel.Upcasters\n"))
                .source("kennel/Upcasters.java", "package kennel; class Upcasters {}");
        dog("@EventType(version = 2) record Registered(String called) implements Event {}");
        project.update().passes();

        assertThat(project.delete("kennel/Upcasters.java").errors())
                .contains("is upcast by kennel.Upcasters")
                .contains("there is no such class");
    }

    @Test
    void aVersionIsNeverLowered() {
        dog("@EventType(version = 3) record Registered(String name) implements Event {}").update();

        assertThat(dog(REGISTERED).updateErrors())
                .contains(
                        "Event 'Dog.Registered' has version 1, and version 3 in src/main/events.lock, line 4.")
                .contains("Versions only rise");
    }

    @Test
    void aDeletedEventIsMissed() {
        dog(REGISTERED, TRICK).update();
        dog(REGISTERED).clean();

        assertThat(project.updateErrors())
                .isEqualTo(
                        """
                        -1: Event 'Dog.TrickAdded', version 1, was kennel.Dog.TrickAdded and is in src/main/events.lock, line 8, but not in the code: what is stored cannot be read. If it has another name now, give that the old one, @EventType(aliases = "Dog.TrickAdded"). If upcasters make something else of it, or drop it, write 'upcast by CLASS' in its block, with the class that has them. If no log has any, write 'retired' there.
                        """);
    }

    @Test
    void aDeletedEventMayBeUpcast() {
        dog(REGISTERED, TRICK).update();
        dog(REGISTERED).clean();

        project.lock(project.lock() + "    upcast by kennel.Dog\n").passes();
    }

    @Test
    void aDeletedEventMayBeRetired() {
        dog(REGISTERED, TRICK).update();
        dog(REGISTERED).clean();

        project.lock(project.lock() + "    retired\n").passes();
        assertThat(project.update().lock()).endsWith("    retired\n    trick: String, tag trick\n");
    }

    @Test
    void aRetiredEventMayComeBack() {
        dog(REGISTERED).update();
        project.lock(project.lock() + "    retired\n");

        assertThat(project.errors()).contains("  -     retired");
        assertThat(project.update().lock()).doesNotContain("retired\n ");
        project.passes();
    }

    @Test
    void anEventWithAnotherNameIsMissedUntilItHasAnAlias() {
        dog(REGISTERED).update();
        dog("record Enrolled(String name) implements Event {}\n").clean();
        assertThat(project.errors())
                .contains("Event 'Dog.Enrolled', version 1, is not in")
                .contains("'Dog.Registered', version 1, was kennel.Dog.Registered and is in");

        dog(
                "@EventType(aliases = \"Dog.Registered\") record Enrolled(String name) implements Event {}");
        assertThat(project.errors())
                .contains(
                        "Event 'Dog.Enrolled' is called 'Dog.Registered' in src/main/events.lock, line 4.");

        project.update().passes();
        assertThat(project.blocks())
                .isEqualTo(
                        """
                        Dog.Enrolled 1
                            class kennel.Dog.Enrolled
                            alias Dog.Registered
                            name: String
                        """);
    }

    @Test
    void aRenamedEventIsComparedWithWhatItWas() {
        dog(REGISTERED).update();
        dog(
                "@EventType(aliases = \"Dog.Registered\") record Enrolled(String called) implements Event {}");

        assertThat(project.updateErrors()).contains("'name' is removed");
    }

    @Test
    void anEventThatTakesOverAnotherIsComparedWithBoth() {
        dog(REGISTERED, "record Enrolled(String name) implements Event {}\n").update();
        String took =
                "@EventType(aliases = \"Dog.Registered\") record Enrolled(%s) implements Event {}";

        dog(took.formatted("String name")).clean().update().passes();
        assertThat(project.blocks()).contains("Dog.Registered 1\n");

        project.lock(
                project.lock()
                        .replace(
                                "    name: String\n\nDog.Registered",
                                "    name: String\n    chip: Optional<String>\n\nDog.Registered"));
        dog(took.formatted("String name, Optional<String> chip")).passes();
        project.lock(project.lock().replaceFirst("(?s)(Dog.Registered.*name: )String", "$1UUID"));
        assertThat(project.errors()).contains("'name' is String instead of UUID");
    }

    @Test
    void anAliasThatIsTakenAwayIsMissed() {
        dog("@EventType(aliases = \"Hound.Found\") record Registered(String name) implements Event {}")
                .update();

        assertThat(dog(REGISTERED).updateErrors()).contains("has no alias Hound.Found");
    }

    @Test
    void aClassThatMovesAsksForTheCommand() {
        dog(REGISTERED).update();
        project.delete("kennel/Dog.java")
                .source(
                        "zoo/Dog.java",
                        DOG.formatted(REGISTERED).replace("package kennel", "package zoo"));

        assertThat(project.errors())
                .contains("  -     class kennel.Dog.Registered\n  +     class zoo.Dog.Registered");
        project.update().passes();
    }

    @Test
    void twoEventsOfOneNameAreToldOf() {
        dog(REGISTERED)
                .source(
                        "zoo/Dog.java",
                        DOG.formatted(REGISTERED).replace("package kennel", "package zoo"));

        assertThat(project.updateErrors())
                .contains(
                        "Both kennel.Dog.Registered and zoo.Dog.Registered are stored as 'Dog.Registered', and a lock has one of them.");
    }

    @Test
    void oneOfTwoEventsOfOneNameMayHaveItAsAlias() {
        dog(REGISTERED)
                .source(
                        "zoo/Dog.java",
                        DOG.formatted(
                                        "@EventType(name = \"Zoo.Registered\", aliases = \"Dog.Registered\") record Registered(int number) implements Event {}")
                                .replace("package kennel", "package zoo"));

        project.update().passes();
        assertThat(project.blocks()).contains("Dog.Registered 1\n").contains("Zoo.Registered 1\n");
    }

    @Test
    void whatIsGeneratedIsComparedToo() {
        String declared =
                """
                package kennel;

                import org.annals.domain.*;

                @EventSourced
                public abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") Dog(String name%1$s) {}
                    @Event void barked(String how%1$s) {}
                }
                """;
        project.source("kennel/Dog.java", declared.formatted(", String breed"));
        project.compileWithAll(Map.of("ANNALS_LOCK", "update"));
        assertThat(project.blocks())
                .isEqualTo(
                        """
                        Dog.Barked 1
                            class kennel.DogEvent.Barked
                            how: String
                            breed: String

                        Dog.Registered 1
                            class kennel.DogEvent.Registered
                            name: String
                            breed: String
                        """);
        project.compileWithAll(Map.of()).requirePassed();

        project.source("kennel/Dog.java", declared.formatted("")).clean();
        Compiled compiled = project.compileWithAll(Map.of());
        assertThat(compiled.errors())
                .as("at their bodies")
                .contains(
                        "7: Event 'Dog.Registered', version 1", "8: Event 'Dog.Barked', version 1")
                .contains("'breed' is removed");
        assertThat(compiled.diagnostics())
                .allSatisfy(
                        each -> assertThat(each.getSource().getName()).endsWith("kennel/Dog.java"));
    }

    @Test
    void eventsOfAnOpenInterfaceAreComparedWhereTheyAreAnnotated() {
        String moved =
                "package kennel; @org.annals.domain.EventType public record Moved(%s) implements Known {}";
        project.source("kennel/Known.java", "package kennel; public interface Known {}")
                .source("kennel/Moved.java", moved.formatted("String to"))
                .update();

        assertThat(project.source("kennel/Moved.java", moved.formatted("")).errors())
                .contains("'to' is removed");
    }

    @Test
    void aMalformedLockIsToldByItsLine() {
        dog(REGISTERED).update();

        project.lock("Dog.Registered 1\n<<<<<<< ours\n");

        assertThat(project.errors())
                .contains("events.lock cannot be read: line 2 has no name at column 1.");
    }

    @Test
    void aLockOfWindowsIsTheSame() {
        dog(REGISTERED).update();

        project.lock("\ufeff" + project.lock().replace("\n", "\r\n")).passes();
    }

    @Test
    void whatIsNoTextOrNoFileIsToldOf() throws Exception {
        dog(REGISTERED).update();
        Path lock = project.file("src/main/events.lock");

        Files.writeString(lock, project.lock(), StandardCharsets.UTF_16);
        assertThat(project.errors()).contains("it is not UTF-8. Mend it");

        Files.delete(lock);
        Files.createDirectory(lock);
        assertThat(project.errors()).contains("look at what is there");
        assertThat(project.updateErrors()).contains("look at what is there");
    }

    @Test
    void aLockWithoutAnEndOfItsLastLineIsTheSame() {
        dog(REGISTERED).update();

        project.lock(project.lock().stripTrailing()).passes();
    }

    @Test
    void namesHaveWhateverIdentifiersMayHave() {
        dog(
                        "record Prix€(String ทดสอบ, int e\u0301te\u0301, Type\u203f‿ x$, 𝔘.Ü u) implements Event {}",
                        "enum Type\u203f‿ { A€, B }",
                        "interface 𝔘 { record Ü(int क्षि) {} }")
                .update()
                .passes();

        assertThat(
                        dog(
                                        "record Prix€(String ทดสอบ, int e\u0301te\u0301, Type\u203f‿ x$, 𝔘.Ü u) implements Event {}",
                                        "enum Type\u203f‿ { A€, B }",
                                        "interface 𝔘 { record Ü() {} }")
                                .errors())
                .contains("'u.क्षि' is removed");
    }

    /** As other transcoders store them, or types that are registered. */
    @Test
    void anArrayIsComparedByItsElements() {
        String registered =
                "record Registered(Optional<Coat[][]> all, byte[] code) implements Event {} record Coat(%s) {}";
        dog(registered.formatted("int thick, String colour")).update();

        assertThat(dog(registered.formatted("long thick, String colour")).errors())
                .contains("'all.thick' is long instead of int")
                .contains("What is stored can still be read");
        assertThat(dog(registered.formatted("int thick")).updateErrors())
                .contains("'all.colour' is removed");
        assertThat(
                        dog(registered.formatted("int thick, String colour").replace("byte", "int"))
                                .updateErrors())
                .contains("'code' is int[] instead of byte[]");
    }

    @Test
    void whatIsSaidInAClassFileIsWhatIsSaidInItsSource() {
        String coat =
                """
                package wear;
                import com.fasterxml.jackson.annotation.*;
                import org.jspecify.annotations.Nullable;
                public record Coat(@Nullable String a, String b, @JsonProperty("z") String c) {
                    public Coat(String a, @JsonProperty("y") @Nullable String b, String c) {
                        this.a = a;
                        this.b = b;
                        this.c = c;
                    }
                    public record Short(@Nullable String d, @JsonProperty("x") String e) {}
                    public record Long(@Nullable String d, @JsonProperty("x") String e) { public Long {} }
                }
                """;
        project.source("wear/Coat.java", coat);
        dog("record Registered(wear.Coat c, wear.Coat.Short s, wear.Coat.Long l) implements Event {}")
                .update();

        project.delete("wear/Coat.java");
        Compiled.of(
                        Compiled.write(project.file("other"), "wear/Coat.java", coat),
                        project.file("other"),
                        List.of())
                .requirePassed();
        String path =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + project.file("other/classes");

        project.compileOf("src", Map.of(), "-cp", path).requirePassed();
    }

    @Test
    void aBoundMayHaveItsVariableWithin() {
        String registered =
                "record Registered<T extends Comparable<T> & Runnable, U extends List<? extends U>>(%s name, T one, U other) implements Event {}";
        dog(registered.formatted("int")).update().passes();

        assertThat(project.blocks()).contains("one: Comparable<T>").contains("other: List<U>");
        assertThat(dog(registered.formatted("String")).errors())
                .contains("'name' is String instead of int");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name: String  | says 'name' a second time
                    class x.Other | says its class a second time
                    enum Coat of A | says 'Coat' a second time
                    record Coat   | says 'Coat' a second time
                    sealed Coat   | says 'Coat' a second time
                    """)
    void whatAMergeHasDoubledIsToldOf(String line, String told) {
        dog("record Registered(String name, Coat coat) implements Event {}", "enum Coat { A, B }")
                .update();

        String lock = project.lock();
        assertThat(project.lock(lock + "    " + line + "\n").errors())
                .contains("line %d %s".formatted(lock.lines().count() + 1, told));
    }

    @Test
    void whatNoApplicationWouldStartWithDoesNotCompile() throws Exception {
        String dog =
                DOG.formatted(
                        """
                        @EventType(name = "%s") record Named() implements Event {}
                        @EventType(aliases = "%s") record Renamed() implements Event {}
                        @EventType(aliases = " ") record Blank() implements Event {}
                        @EventType(aliases = "a\\0") record Zero() implements Event {}
                        @EventType(version = 0) record Versioned() implements Event {}
                        """
                                .formatted("n".repeat(257), "ü".repeat(129)));
        project.source("kennel/Dog.java", dog);
        List<String> refused = new ArrayList<>();
        Compiled compiled =
                Compiled.of(
                        project.file("src"),
                        project.file("target"),
                        List.of(new EventIndexProcessor()));
        try (URLClassLoader loader = compiled.requirePassed().loader()) {
            for (String each : List.of("Named", "Renamed", "Blank", "Zero", "Versioned")) {
                Class<?> type = loader.loadClass("kennel.Dog$" + each);
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> EventTypes.of(type))
                        .satisfies(e -> refused.add(String.valueOf(e.getMessage())));
            }
        }

        assertThat(project.clean().errors().lines())
                .as("without a lock, and as at the start")
                .containsExactlyElementsOf(
                        IntStream.range(0, 5)
                                .mapToObj(i -> 9 + i + ": " + refused.get(i))
                                .toList());
        assertThat(project.updateErrors()).contains("takes 257 bytes");
        assertThat(project.file("src/main/events.lock")).doesNotExist();
    }

    @Test
    void anotherCommandIsRefused() {
        dog(REGISTERED);

        assertThat(project.compileOf("src", Map.of("ANNALS_LOCK", "yes")).errors())
                .contains("ANNALS_LOCK is 'yes'. Set it to 'update', or not at all.");
    }

    @Test
    void whatDoesNotCompileIsNotCompared() {
        dog(REGISTERED).update();
        String lock = project.lock();

        String errors = dog("record Registered(Missing name) implements Event {}").updateErrors();

        assertThat(errors).contains("class Missing").doesNotContain("events.lock");
        assertThat(project.lock()).isEqualTo(lock);
    }

    @Test
    void theLockMayBeElsewhere() {
        dog(REGISTERED);
        String option = "-Aannals.lock=" + project.file("schema.lock");

        assertThat(project.compile(option).errors())
                .contains("There is no lock ")
                .contains("as -Aannals.lock says");
        project.compile(option, "-Aannals.lock.update=true");
        assertThat(project.file("schema.lock")).content().contains("Dog.Registered 1\n");
        assertThat(folder.resolve("src/main/events.lock")).doesNotExist();
        project.compile(option).requirePassed();
    }

    @Test
    void testsHaveALockOnlyIfSomebodyMakesOne() throws Exception {
        String test = DOG.formatted(REGISTERED);
        project.write("src/test/java/kennel/Dog.java", test);

        project.update();
        assertThat(folder.resolve("src/test/events.lock")).doesNotExist();

        project.write("src/test/events.lock", "").update();
        assertThat(Files.readString(project.file("src/test/events.lock")))
                .contains("Dog.Registered 1\n");
    }

    @Test
    void rootsWithSeveralLocksAreToldOf() {
        dog(REGISTERED).update();
        project.write("src/test/events.lock", "")
                .write("src/test/java/other/Cat.java", "package other; class Cat {}");

        assertThat(project.errors())
                .contains("have several locks")
                .contains("name one by -Aannals.lock");
    }

    @Test
    void generatedSourcesBelongToTheLockOfTheOthers() {
        project.source("kennel/Kennel.java", "package kennel; class Kennel {}")
                .write("target/generated-sources/kennel/Dog.java", DOG.formatted(REGISTERED));

        project.compileOf("", Map.of("ANNALS_LOCK", "update"));

        assertThat(project.blocks()).startsWith("Dog.Registered 1\n");
    }

    @Test
    void aClassThatIsNotCompiledNowIsNotMissed() {
        dog(REGISTERED)
                .source("kennel/Cat.java", DOG.formatted(REGISTERED).replace("Dog", "Cat"))
                .update();
        String path =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + project.file("target/classes");

        project.compileOf("src/main/java/kennel/Cat.java", Map.of(), "-cp", path).requirePassed();
        project.source(
                "kennel/Cat.java",
                DOG.formatted("record Registered() implements Event {}\n").replace("Dog", "Cat"));
        assertThat(
                        project.compileOf("src/main/java/kennel/Cat.java", Map.of(), "-cp", path)
                                .errors())
                .contains("Cat.Registered")
                .doesNotContain("Dog.Registered");
    }

    @Test
    void anEventThatIsCompiledAloneIsCompared() {
        project.source(
                        "kennel/Moved.java",
                        "package kennel; public record Moved(String to) implements CatEvent {}")
                .source(
                        "kennel/CatEvent.java",
                        "package kennel; public sealed interface CatEvent permits Moved {}")
                .source(
                        "kennel/Cat.java",
                        "package kennel; class Cat extends org.annals.domain.Aggregate<CatEvent> { protected void apply(CatEvent event) {} }")
                .update();
        String path =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + project.file("target/classes");

        project.source(
                "kennel/Moved.java",
                "package kennel; public record Moved() implements CatEvent {}");

        assertThat(
                        project.compileOf("src/main/java/kennel/Moved.java", Map.of(), "-cp", path)
                                .errors())
                .contains("'to' is removed");
    }
}
