package org.annals.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** What a declared class waits for, and what it then finds. */
final class AwaitedTest {
    @TempDir private Path folder;

    /** Writes a source in each round, as other processors do. */
    private static final class Writer extends AbstractProcessor {
        private final Map<String, String> sources = new LinkedHashMap<>();

        Writer source(String type, String text) {
            sources.put(type, text);
            return this;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!sources.isEmpty()) {
                String next = sources.keySet().iterator().next();
                try (var writer = processingEnv.getFiler().createSourceFile(next).openWriter()) {
                    writer.write(sources.remove(next));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    private Compiled compile(Writer writer) {
        return Compiled.of(
                folder.resolve("sources"),
                folder.resolve("target"),
                List.of(writer, new EventSourcedProcessor()),
                "-Xlint:-processing");
    }

    @Test
    void superclassesThatAnotherProcessorWritesOneAfterTheOther() {
        Compiled.write(
                folder,
                "Dog.java",
                """
                import org.annals.domain.*;
                @EventSourced
                abstract class Dog extends Animal<DogEvent> implements Loud {
                    @Event("Registered") Dog(String name) {}
                    @Override public void bark() {}
                }
                """);
        Compiled compiled =
                compile(
                                new Writer()
                                        .source("Loud", "interface Loud { void bark(); }")
                                        .source(
                                                "Animal",
                                                "abstract class Animal<E> extends Being<E> {}")
                                        .source(
                                                "Being",
                                                """
                                                abstract class Being<E> extends org.annals.domain.Aggregate<E> {}
                                                """))
                        .requirePassed();

        assertThat(compiled.generated("Dog_.java")).contains("extends Dog");
    }

    @Test
    void anInterfaceThatAnotherProcessorWritesIsLookedAtForWhatIsMissing() {
        Compiled.write(
                folder,
                "Dog.java",
                """
                import org.annals.domain.*;
                @EventSourced
                abstract class Dog extends Aggregate<DogEvent> implements Loud {
                    @Event("Registered") Dog(String name) {}
                }
                """);

        assertThat(compile(new Writer().source("Loud", "interface Loud { void bark(); }")).errors())
                .contains("3: bark() of Loud is abstract, and what it does is not generated.");
    }

    @Test
    void aSuperclassThatNeverComes() {
        Compiled.write(
                folder,
                "Dog.java",
                """
                import org.annals.domain.*;
                @EventSourced
                abstract class Dog extends Animal {
                    @Event("Registered") Dog(String name) {}
                }
                abstract class Animal extends Being<DogEvent> {}
                """);

        assertThat(compile(new Writer()).errors())
                .contains(
                        "3: Nothing was generated of Dog, since Being<DogEvent>, of which it is a subtype, is not there");
    }

    @Test
    void classesWhoseEventsHaveEventsOfEachOtherAreWrittenTogether() {
        Compiled.write(
                folder,
                "shop/Dog.java",
                """
                package shop;
                import org.annals.domain.*;
                import org.jspecify.annotations.*;
                import farm.*;
                import java.util.*;
                @EventSourced
                public abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") public Dog(String name) {}
                    @Event void met(CatEvent.Registered cat, List<? extends CatEvent> all) {}
                    @Event void chased(CatEvent.@Nullable Met[] cats) {}
                }
                """);
        Compiled.write(
                folder,
                "farm/Cat.java",
                """
                package farm;
                import org.annals.domain.*;
                import shop.DogEvent;
                import tools.Bowl;
                @EventSourced
                public abstract class Cat extends Aggregate<CatEvent> {
                    @Event("Registered") public Cat(Bowl bowl) {}
                    @Event void met(DogEvent.Registered dog, java.util.Map<String, shop.DogEvent.Met> more) {}
                }
                """);
        Compiled compiled =
                compile(new Writer().source("tools.Bowl", "package tools; public record Bowl() {}"))
                        .requirePassed();

        assertThat(compiled.generated("shop/DogEvent.java"))
                .contains("record Met(CatEvent.Registered cat, List<? extends CatEvent> all)")
                .contains("record Chased(CatEvent. @Nullable Met[] cats)");
        assertThat(compiled.generated("farm/CatEvent.java"))
                .contains("record Met(DogEvent.Registered dog, Map<String, DogEvent.Met> more)");
    }

    @Test
    void anEventThatHasAnEventOfItsOwnClass() {
        Compiled.write(
                folder,
                "Dog.java",
                """
                import org.annals.domain.*;
                @EventSourced
                abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") Dog(String name) {}
                    @Event void corrected(DogEvent.Registered wrong) {}
                }
                """);
        Compiled compiled = compile(new Writer()).requirePassed();

        assertThat(compiled.generated("DogEvent.java"))
                .contains("record Corrected(Registered wrong) implements DogEvent");
    }

    @Test
    void classesThatWaitForEachOtherAndForWhatNeverComes() {
        for (String[] each : new String[][] {{"Dog", "CatEvent"}, {"Cat", "DogEvent"}}) {
            Compiled.write(
                    folder,
                    each[0] + ".java",
                    """
                    import org.annals.domain.*;
                    @EventSourced
                    abstract class %s extends Aggregate<%sEvent> {
                        @Event("Registered") %s(Bowl bowl) {}
                        @Event void met(%s.Met other) {}
                    }
                    """
                            .formatted(each[0], each[0], each[0], each[1]));
        }

        assertThat(compile(new Writer()).errors())
                .contains("3: Nothing was generated of Dog, since it names a type")
                .contains("3: Nothing was generated of Cat, since it names a type");
    }

    @Test
    void whatASliceIsGivenAndItsMethodsTakeMayBeGeneratedToo() {
        Compiled.write(
                folder,
                "Dog.java",
                """
                import org.annals.domain.*;
                @EventSourced
                abstract class Dog extends Aggregate<DogEvent> {
                    @Event("Registered") Dog(String name) {}
                }
                """);
        Compiled.write(
                folder,
                "Walk.java",
                """
                import org.annals.domain.*;
                import org.annals.dcb.*;
                import java.util.*;
                @EventSourced
                abstract class Walk extends QuerySlice<Walk.Deed> {
                    sealed interface Deed {}
                    record Walked(List<? extends DogEvent> dogs) implements Deed {}
                    Walk(DogEvent.Registered dog) { boundary(); }
                    @On(Walked.class) void walked(List<? extends DogEvent> dogs) {}
                }
                """);
        Compiled compiled = compile(new Writer()).requirePassed();

        assertThat(compiled.generated("Walk_.java")).contains("Walk_(DogEvent.Registered dog)");
    }
}
