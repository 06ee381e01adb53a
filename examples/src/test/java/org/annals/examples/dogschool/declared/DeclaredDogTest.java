package org.annals.examples.dogschool.declared;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.DogSchool;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;

/** What the repository does with a declared dog. */
final class DeclaredDogTest {
    @TempDir private Path folder;

    @Test
    void oneLogIsWrittenInEitherStyle() {
        Settings file = RecorderKind.SQLITE.in(folder);
        String id;
        try (var byHand = new DogSchool(file)) {
            id = byHand.registerDog("Fido");
        }
        try (var declared = new SnappingSchool("DogSchool", file)) {
            var fido = declared.repository().get(Dog.class, id);
            fido.addTrick("roll over");
            declared.save(fido);
            assertThat(fido.name()).isEqualTo("Fido");
        }
        try (var byHand = new DogSchool(file)) {
            assertThat(byHand.dog(id).tricks()).containsExactly("roll over");
        }
    }

    @Test
    void itIsCachedAndNoCallerSeesTheChangesOfAnother() {
        var values = new HashMap<>(RecorderKind.SQLITE.valuesIn(folder));
        values.put("AGGREGATE_CACHE_MAXSIZE", "10");
        try (var school = new DeclaredDogSchool(Settings.only(values))) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "sit");
            var mine = school.dog(id);
            mine.addTrick("bark");

            assertThat(school.dog(id).tricks()).containsExactly("sit");
            assertThat(school.dog(id).version()).isEqualTo(2);
        }
    }

    @Test
    void itIsMadeAgainOfASnapshot() {
        try (var school = new SnappingSchool("Snaps", RecorderKind.SQLITE.in(folder))) {
            var dog = Dog.register("Fido");
            dog.addTrick("sit");
            school.save(dog);
            assertThat(school.repository().takeSnapshot(Dog.class, dog.id())).isEqualTo(2);
            dog.addTrick("roll over");
            school.save(dog);

            var again = school.repository().get(Dog.class, dog.id());
            assertThat(again.tricks()).containsExactly("sit", "roll over");
            assertThat(again.name()).isEqualTo("Fido");
            assertThat(again.createdOn()).isEqualTo(dog.createdOn());
            again.addTrick("bark");
            assertThat(again.version()).isEqualTo(4);
        }
    }

    private static final class SnappingSchool extends Application {
        SnappingSchool(String name, Settings settings) {
            super(name, settings, Dog_.TYPE, Snapshotting.of(Dog_.TYPE, SnapshotPolicy.never()));
        }
    }
}
