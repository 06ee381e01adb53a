package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.domain.Personal;
import org.annals.encryption.SubjectKeys;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.UUID;

/** That personal data can be upcast, before and after it is erased. */
final class PersonalUpcastTest {
    @EventType(name = "Named")
    record Old(@Personal Erasable<String> name) {}

    @EventType(name = "Named", version = 2)
    record New(@Personal Erasable<String> fullName) {}

    private static final Upcasters RENAMED =
            Upcasters.of(
                    Upcaster.of(
                            "Named",
                            1,
                            fields ->
                                    fields.rename("name", "fullName")
                                            .change(
                                                    "fullName",
                                                    name ->
                                                            name == null
                                                                    ? null
                                                                    : name.toString()
                                                                            .toUpperCase(
                                                                                    Locale.ROOT))));

    private final SubjectKeys keys = SubjectKeys.inMemory();

    private Mapper mapper(EventTypes types) {
        return new Mapper(types, JsonTranscoder.create())
                .with(PersonalData.with(keys))
                .ofLog(new UUID(1, 1));
    }

    @Test
    void anUpcasterSeesWhatWasThereOrThatItWasErased() {
        var event =
                DomainEvent.of(
                        new Old(Erasable.of("Ophelia")), new Origin("p-1", 1), EventDetails.none());
        StoredEvent stored = mapper(EventTypes.of(Old.class)).toStored(event);
        Mapper later = mapper(EventTypes.of(New.class).and(RENAMED));

        assertThat(later.toDomain(stored))
                .<Object>extracting(DomainEvent::event)
                .containsExactly(new New(Erasable.of("OPHELIA")));
        keys.erase("p-1");
        assertThat(later.toDomain(stored))
                .<Object>extracting(DomainEvent::event)
                .containsExactly(new New(Erasable.erased()));
    }
}
