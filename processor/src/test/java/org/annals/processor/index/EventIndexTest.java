package org.annals.processor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.AggregateType;
import org.annals.persistence.EventTypes;
import org.annals.processor.Compiled;
import org.annals.processor.EventSourcedProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.annotation.processing.Processor;

final class EventIndexTest {
    @TempDir private Path folder;

    private Compiled compiled(Processor processor, String... options) {
        return Compiled.of(folder.resolve("sources"), folder.resolve("target"), processor, options)
                .requirePassed();
    }

    private void write(String name, String members) {
        Compiled.write(
                folder,
                "shop/%s.java".formatted(name),
                "package shop; import org.annals.domain.*; public " + members);
    }

    private void writeDogs() {
        write("DogEvent", "interface DogEvent {}");
        write("Registered", "@EventType record Registered(String name) implements DogEvent {}");
        write("Trick", "interface Trick extends DogEvent {}");
        write(
                "Tricks",
                "class Tricks { @EventType(version = 2) record Added() implements Trick {} }");
        write("Draft", "record Draft() implements DogEvent {}");
        write(
                "Dog",
                """
                @EventType(aliases = "Hound") final class Dog extends Aggregate<DogEvent> implements Named {
                    public static final AggregateType<Dog> TYPE = AggregateType.of(Dog.class, Dog::new);
                    @Override protected void apply(DogEvent event) {}
                }
                interface Named {}
                """);
    }

    @Test
    void anAggregateKnowsTheListedEventsOfAnOpenInterface() throws Exception {
        writeDogs();
        try (var loader = compiled(new EventIndexProcessor()).loader()) {
            var type = (AggregateType<?>) loader.loadClass("shop.Dog").getField("TYPE").get(null);
            assertThat(type.eventClasses())
                    .extracting(Class::getName)
                    .containsExactlyInAnyOrder("shop.Registered", "shop.Tricks$Added");
            EventTypes types = EventTypes.of(List.of(type));
            assertThat(types.storedNames(loader.loadClass("shop.Trick")))
                    .containsExactly("Tricks.Added");
        }
    }

    @Test
    void withoutAListAnOpenInterfaceIsRefused() throws Exception {
        writeDogs();
        try (var loader = compiled(new EventSourcedProcessor()).loader()) {
            Class<?> root = loader.loadClass("shop.DogEvent");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventTypes.of(root))
                    .withMessageContaining("compile them with annals-processor");
        }
    }

    @Test
    void whatIsCompiledAloneJoinsWhatWasCompiledBefore() throws Exception {
        writeDogs();
        compiled(new EventIndexProcessor());
        Path gone = folder.resolve("target/classes/shop/Tricks$Added.class");
        Files.delete(gone);
        try (var files = Files.list(folder.resolve("sources/shop"))) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        write("Sold", "@EventType record Sold() implements DogEvent {}");
        Compiled again =
                compiled(
                        new EventIndexProcessor(),
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + folder.resolve("target/classes"));

        assertThat(again.classes().resolve("META-INF/annals/events/shop.DogEvent"))
                .hasContent("shop.Registered\nshop.Sold\n");
    }

    @Test
    void aListedClassThatIsGoneIsNamed() throws Exception {
        writeDogs();
        Compiled compiled = compiled(new EventIndexProcessor());
        Files.delete(folder.resolve("target/classes/shop/Registered.class"));
        try (var loader = compiled.loader()) {
            Class<?> root = loader.loadClass("shop.DogEvent");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventTypes.of(root))
                    .withMessageContaining(
                            "shop.Registered is listed as an event of shop.DogEvent");
        }
    }
}
