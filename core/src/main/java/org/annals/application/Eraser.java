package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.SubjectErased;
import org.annals.domain.Uuids;
import org.annals.encryption.SubjectKeys;
import org.annals.persistence.EventStore;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Erases data subjects. May be shared between threads. */
final class Eraser {
    private final @Nullable SubjectKeys keys;
    private final EventStore events;
    private final Map<String, Consumer<String>> copies = new LinkedHashMap<>();

    /**
     * @param keys null if there is no personal data
     */
    Eraser(@Nullable SubjectKeys keys, EventStore events) {
        this.keys = keys;
        this.events = events;
    }

    synchronized void add(String name, Consumer<String> copy) {
        requireNonNull(copy, "copy");
        if (copies.putIfAbsent(requireNonNull(name, "name"), copy) != null) {
            throw new IllegalStateException(
                    "The copy '%s' is registered already. Give each another name.".formatted(name));
        }
    }

    private synchronized Map<String, Consumer<String>> copies() {
        return new LinkedHashMap<>(copies);
    }

    Erasure erase(String subject) {
        if (keys == null) {
            throw new IllegalStateException(
                    "There are no keys of data subjects. Set SUBJECT_KEYS_FOLDER, or hand keys over with settings.using(SubjectKeys.class, …).");
        }
        keys.erase(subject);
        List<Erasure.Copy> done = new ArrayList<>();
        done.add(new Erasure.Copy("events and snapshots", Optional.empty()));
        copies().forEach((name, copy) -> done.add(erased(name, copy, subject)));
        return new Erasure(subject, recorded(subject), done);
    }

    private static Erasure.Copy erased(String name, Consumer<String> copy, String subject) {
        try {
            copy.accept(subject);
            return new Erasure.Copy(name, Optional.empty());
        } catch (RuntimeException e) {
            return new Erasure.Copy(name, Optional.of(e.toString()));
        }
    }

    /** Records it once, however often it is said: the event's id follows from the subject. */
    private long recorded(String subject) {
        UUID log = events.recorder().identity().logId();
        UUID id = Uuids.nameBased(log, "erased " + subject);
        var event = DomainEvent.of(new SubjectErased(subject), EventDetails.none().withId(id));
        return LostReplies.repeated(() -> events.put(List.of(event))).getFirst().position();
    }
}
