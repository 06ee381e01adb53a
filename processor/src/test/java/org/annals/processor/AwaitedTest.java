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
}
