package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.Recordable;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventTypes;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class EventSourcedLogTest {
    sealed interface Entry {
        record Registered(String dogId) implements Entry {}

        record Closed(String reason) implements Entry {}
    }

    static final class Register extends Application {
        final EventSourcedLog<Entry> log = new EventSourcedLog<>(events(), "register", Entry.class);

        Register(Settings settings) {
            super(settings, Dog.TYPE, EventTypes.of(Entry.class));
        }

        // @start region="log"
        String registerDog(String name) {
            var dog = Dog.register(name);
            save(dog, log.next(new Entry.Registered(dog.id())).getFirst());
            return dog.id();
        }
        // @end
    }

    private final Register register =
            new Register(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));

    @AfterEach
    void close() {
        register.close();
    }

    private void add(Entry... entries) {
        register.save(register.log.next(entries).toArray(Recordable[]::new));
    }

    private static Entry closed(int number) {
        return new Entry.Closed("reason " + number);
    }

    @Test
    void atFirstBothEndsAreEmpty() {
        assertThat(register.log.first()).isEmpty();
        assertThat(register.log.last()).isEmpty();
        assertThat(register.log.read()).isEmpty();
        assertThat(register.log.next()).isEmpty();
    }

    @Test
    void anEntryIsRecordedWithTheAggregateInOneAppend() {
        String fido = register.registerDog("Fido");
        String rex = register.registerDog("Rex");

        assertThat(register.log.read())
                .containsExactly(new Entry.Registered(fido), new Entry.Registered(rex));
        assertThat(register.log.first()).contains(new Entry.Registered(fido));
        assertThat(register.log.last()).contains(new Entry.Registered(rex));
        assertThat(register.events().recorder().head()).isEqualTo(4);
    }

    @Test
    void entriesOfSeveralTypesAreInOrder() {
        add(new Entry.Registered("a"), closed(1));
        add(closed(2));

        assertThat(register.log.read())
                .containsExactly(new Entry.Registered("a"), closed(1), closed(2));
    }

    @Test
    void someAreReadByPlaceNumberAndDirection() {
        add(closed(1), closed(2), closed(3), closed(4), closed(5));

        var all = AggregateSelection.of("register");
        assertThat(register.log.size()).isEqualTo(5);
        assertThat(register.log.read(all.after(2).limit(2))).containsExactly(closed(3), closed(4));
        assertThat(register.log.read(all.after(5))).isEmpty();
        assertThat(register.log.read(all.backwards().limit(2)))
                .containsExactly(closed(5), closed(4));
        assertThat(register.log.read(all.after(1).upTo(3))).containsExactly(closed(2), closed(3));
        assertThat(register.log.read(all.upTo(3).backwards().limit(1))).containsExactly(closed(3));
    }

    @Test
    void ofTwoThatAddAtOnceOneConflictsAndNothingOfItsSaveIsThere() {
        List<DomainEvent<Entry>> one = register.log.next(closed(1));
        List<DomainEvent<Entry>> other = register.log.next(closed(2));
        register.save(one.getFirst());

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> register.save(Dog.register("Rex"), other.getFirst()));
        assertThat(register.log.read()).containsExactly(closed(1));
        assertThat(register.events().recorder().head()).isEqualTo(1);
    }

    @Test
    void aSelectionOfAnotherSequenceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> register.log.read(AggregateSelection.of("other")))
                .withMessageContaining("'other'")
                .withMessageContaining("'register'");
    }
}
