package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.EventTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

final class StoredNameTest {
    private static final String SOURCES =
            """
            import org.annals.domain.EventType;

            sealed interface PlainEvent {
                record One() implements PlainEvent {}
                @EventType(name = "plain.two", version = 4, aliases = {"two", "zwei"}, secret = true)
                record Two() implements PlainEvent {}
                @EventType(version = 2, aliases = "Plain.Drei")
                record Three() implements PlainEvent {}
            }
            @EventType(aliases = {"Cat", "Tom"}) class Pet {
                sealed interface Event {
                    record Fed() implements Event {}
                    @EventType(aliases = "Slept") record Napped() implements Event {}
                    @EventType(name = "groomed") record Groomed() implements Event {}
                }
                @EventType(name = "Inner") interface Room {
                    sealed interface HouseEvent {
                        record Opened() implements HouseEvent {}
                        final class Shut implements HouseEvent {}
                    }
                }
                class HoldEvent {
                    record Held() {}
                }
                Object local() {
                    record Local() {}
                    return new Local();
                }
            }
            record Alone() {}
            """;

    private @TempDir Path folder;

    @Test
    void namesVersionsAndAliasesAreThoseUnderWhichEventsAreStored() throws Exception {
        Path folderOfClasses = Told.compile(folder, "pets", SOURCES);
        var classes = new Classes(ClassFiles.read(List.of(folderOfClasses)));
        int compared = 0;
        try (var loader = new URLClassLoader(new URL[] {folderOfClasses.toUri().toURL()})) {
            for (ClassFacts each : classes.all()) {
                if (each.isFinal()) {
                    compared++;
                    Class<?> loaded = loader.loadClass(each.name().replace('/', '.'));
                    var stored = EventTypes.of(loaded).typeOf(loaded);
                    StoredName found = StoredName.of(each, classes);

                    assertThat(found.name()).isEqualTo(stored.name());
                    assertThat(found.version()).isEqualTo(stored.version());
                    assertThat(found.aliases())
                            .containsExactlyInAnyOrderElementsOf(stored.aliases());
                    assertThat(found.secret()).isEqualTo(stored.secret());
                }
            }
        }
        assertThat(compared).isEqualTo(11);
    }
}
