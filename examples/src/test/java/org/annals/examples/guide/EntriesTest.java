package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.AggregateNotFoundException;
import org.annals.domain.Recordable;
import org.annals.examples.RecorderKind;
import org.annals.examples.guide.DogRegistry.Entry;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

/** The code of the page on applications that keeps a list as events, on every recorder. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class EntriesTest {
    private final DogRegistry registry;

    EntriesTest(RecorderKind recorder, @TempDir Path folder) {
        this.registry = new DogRegistry(recorder.in(folder));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static Entry closed(int year) {
        return new Entry.YearClosed(year);
    }

    private void add(Entry... entries) {
        registry.save(registry.entries().next(entries).toArray(Recordable[]::new));
    }

    private long head() {
        return registry.notificationLog().head();
    }

    @Test
    void atFirstBothEndsAreEmpty() {
        var entries = registry.entries();

        assertThat(entries.first()).isEmpty();
        assertThat(entries.last()).isEmpty();
        assertThat(entries.read()).isEmpty();
        assertThat(entries.size()).isZero();
        assertThat(entries.read(AggregateSelection.of("registry").backwards())).isEmpty();
    }

    @Test
    void entriesOfSeveralTypesAreInOrderBesideTheirDogs() {
        // @start region="entries"
        String fido = registry.registerDog("Fido");
        String rex = registry.registerDog("Rex");
        registry.closeYear(2026);

        var entries = registry.entries();
        assertThat(entries.first()).contains(new Entry.Registered(fido));
        assertThat(entries.last()).contains(new Entry.YearClosed(2026));
        assertThat(entries.size()).isEqualTo(3);

        var all = AggregateSelection.of("registry");
        assertThat(entries.read(all.after(1).limit(1))).containsExactly(new Entry.Registered(rex));
        // @end
        assertThat(head()).isEqualTo(5);
        assertThat(registry.repository().get(Dog.class, rex).name()).isEqualTo("Rex");
    }

    @Test
    void someAreReadByPlaceNumberAndDirection() {
        add(closed(1), closed(2), closed(3));
        add(closed(4), closed(5));

        var all = AggregateSelection.of("registry");
        var entries = registry.entries();
        assertThat(entries.read())
                .containsExactly(closed(1), closed(2), closed(3), closed(4), closed(5));
        assertThat(entries.read(all.after(2).limit(2))).containsExactly(closed(3), closed(4));
        assertThat(entries.read(all.after(5))).isEmpty();
        assertThat(entries.read(all.after(1).upTo(3))).containsExactly(closed(2), closed(3));
        assertThat(entries.read(all.backwards().limit(2))).containsExactly(closed(5), closed(4));
        assertThat(entries.read(all.upTo(3).backwards().limit(1))).containsExactly(closed(3));
    }

    @Test
    void ofTwoThatAddAtOnceOneConflictsAndItsDogIsNotThere() {
        var dog = Dog.register("Rex");
        var late = registry.entries().next(new Entry.Registered(dog.id())).getFirst();
        registry.closeYear(2026);

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> registry.save(dog, late));
        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(() -> registry.repository().get(Dog.class, dog.id()));
        assertThat(registry.entries().read()).containsExactly(closed(2026));
        assertThat(head()).isEqualTo(1);
    }
}
