package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.EventTypes;
import org.annals.processor.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** That the compiler names events as applications do when they start. */
final class ElementNamesTest {
    private static final String ODD =
            """
            package odd;

            import org.annals.domain.EventType;

            interface DogEvent {
                record Registered() {}
                @EventType(name = "Trick.Learnt", version = 3, aliases = {"TrickAdded", "DogEvent.Trick"})
                record TrickAdded() {}
                @EventType(aliases = "Hound.Lost", secret = true) record Lost() {}
                interface Event { record Deep() {} @EventType(version = 2) record Deeper() {} }
                class EventEvent { public record InClass() {} }
            }

            @EventType(aliases = {"Dog", "Puppy"})
            final class Hound {
                interface Event { record Registered() {} }
                @EventType(name = "Life", aliases = {"Death", "Life"})
                interface LifeEvent { record Ended() {} @EventType(aliases = "X") record Begun() {} }
                @EventType(name = "Own", aliases = {"Own", "Other"}) record Named() {}
                record Plain() {}
            }

            record Event() {}

            interface Outer { interface Inner { interface Event { @EventType(name = "") record Leaf() {} } } }
            """;

    @TempDir private Path folder;

    /** Notes the names of all records. */
    private static final class Names extends AbstractProcessor {
        private final List<String> names = new ArrayList<>();

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
            round.getRootElements().forEach(this::note);
            return false;
        }

        private void note(Element element) {
            if (element.getKind() == ElementKind.RECORD) {
                var type = (TypeElement) element;
                ElementNames found = ElementNames.of(type, processingEnv.getElementUtils());
                names.add(
                        "%s %s %d %s %s"
                                .formatted(
                                        processingEnv.getElementUtils().getBinaryName(type),
                                        found.name(),
                                        found.version(),
                                        found.aliases(),
                                        found.isSecret()));
            }
            element.getEnclosedElements().forEach(this::note);
        }
    }

    @Test
    void theCompilerNamesEventsAsTheRegistryDoes() throws Exception {
        var names = new Names();
        Project project = new Project(folder).source("odd/Odd.java", ODD);
        Compiled compiled =
                Compiled.of(
                        project.file("src"),
                        project.file("target"),
                        names,
                        "-Xlint:-processing,-auxiliaryclass");
        List<String> registered = new ArrayList<>();
        try (URLClassLoader loader = compiled.requirePassed().loader()) {
            for (String each : names.names) {
                Class<?> type = loader.loadClass(each.substring(0, each.indexOf(' ')));
                EventTypes.StoredType stored = EventTypes.of(type).typeOf(type);
                Set<String> aliases = new TreeSet<>(stored.aliases());
                aliases.remove(stored.name());
                registered.add(
                        "%s %s %d %s %s"
                                .formatted(
                                        type.getName(),
                                        stored.name(),
                                        stored.version(),
                                        aliases,
                                        stored.secret()));
            }
        }

        assertThat(names.names).hasSize(13).isEqualTo(registered);
        assertThat(registered)
                .contains(
                        "odd.DogEvent$TrickAdded Trick.Learnt 3 [DogEvent.Trick, TrickAdded] false",
                        "odd.Hound$LifeEvent$Ended Hound.Life.Ended 1 [Dog.Death.Ended, Dog.Life.Ended, Hound.Death.Ended, Puppy.Death.Ended, Puppy.Life.Ended] false");
    }
}
