package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.Origin;
import org.jspecify.annotations.Nullable;

/** Turns domain events into stored events and back. Immutable. */
public final class Mapper {
    private final EventTypes types;
    private final Transcoder transcoder;

    public Mapper(EventTypes types, Transcoder transcoder) {
        this.types = requireNonNull(types, "types");
        this.transcoder = requireNonNull(transcoder, "transcoder");
    }

    /** Returns the registry of names. */
    public EventTypes types() {
        return types;
    }

    /**
     * Returns the event as it is stored.
     *
     * @throws IllegalArgumentException if its class is not registered
     * @throws TranscodingException if it cannot be encoded
     */
    public StoredEvent toStored(DomainEvent<?> event) {
        EventTypes.StoredType type = types.typeOf(event.event().getClass());
        return new StoredEvent(
                event.id(),
                event.origin(),
                type.name(),
                type.version(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                StoredForm.plain(transcoder.encode(event.event())));
    }

    /**
     * Returns a stored event, whose position is not known, as it was.
     *
     * @throws UnknownEventTypeException if its name is not in the registry
     * @throws UnreadableEventException if it cannot be read for any other reason
     */
    public DomainEvent<?> toDomain(StoredEvent stored) {
        return toDomain(stored, 0);
    }

    /** Returns a stored event as it was, and tells its position if it cannot be read. */
    public DomainEvent<?> toDomain(Notification notification) {
        return toDomain(notification.storedEvent(), notification.position());
    }

    private DomainEvent<?> toDomain(StoredEvent stored, long position) {
        Class<?> eventClass = types.findClass(stored.type());
        if (eventClass == null) {
            throw new UnknownEventTypeException(
                    stored.type(), where(stored, position), types.namesLike(stored.type()));
        }
        int current = types.typeOf(eventClass).version();
        if (stored.typeVersion() != current) {
            throw new UnreadableEventException(
                    stored.id(),
                    where(stored, position),
                    "it is stored in version %d of '%s', and this code knows version %d. Run the release that knows it."
                            .formatted(stored.typeVersion(), stored.type(), current),
                    null);
        }
        byte[] encoded =
                StoredForm.encoded(stored.data(), stored.id(), () -> where(stored, position));
        return new DomainEvent<>(
                stored.id(),
                stored.origin(),
                stored.tags(),
                stored.timestamp(),
                stored.metadata(),
                decoded(encoded, eventClass, stored, position));
    }

    private Object decoded(byte[] encoded, Class<?> eventClass, StoredEvent stored, long position) {
        try {
            return transcoder.decode(encoded, eventClass);
        } catch (TranscodingException e) {
            throw new UnreadableEventException(
                    stored.id(), where(stored, position), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            // Not as transcoders should fail, so its message may hold content: only its type is
            // told.
            throw new UnreadableEventException(
                    stored.id(),
                    where(stored, position),
                    "the transcoder failed with %s.".formatted(e.getClass().getName()),
                    null);
        }
    }

    private static String where(StoredEvent stored, long position) {
        Origin origin = stored.origin();
        return "Event %s%s%s of type '%s'"
                .formatted(
                        stored.id(),
                        position == 0 ? "" : " at position " + position,
                        origin(origin),
                        stored.type());
    }

    private static String origin(@Nullable Origin origin) {
        return origin == null
                ? ""
                : ", version %d of aggregate '%s',"
                        .formatted(origin.version(), origin.aggregateId());
    }
}
