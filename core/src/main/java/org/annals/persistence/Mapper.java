package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventSourcingException;
import org.annals.domain.Origin;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Turns domain events into stored events and back.
 *
 * <p>What was stored in an earlier version is upcast, and so turns into any number of events, all
 * with the id, origin, tags, time and metadata of the stored one. Immutable.
 *
 * <p>An {@link UnreadableEventException} tells that an event cannot be read, now or later, until
 * something is mended. What it cannot be read without may also be out of reach for a moment: {@link
 * SubjectKeysUnavailableException}, or {@link RecorderUnavailableException} of a store of keys that
 * is kept by a recorder, come as they are, so that a follower can wait and read the event again.
 */
public final class Mapper {
    private final EventTypes types;
    private final Transcoder transcoder;
    private final UpcastChains chains;
    private final NewerEvents newer;
    private final Packing packing;
    private final Sealing sealing;

    /**
     * Makes a mapper that keeps what the transcoder makes as it is, and refuses events newer than
     * the code.
     *
     * @throws org.annals.settings.ConfigurationException if an upcaster is missing, leads nowhere,
     *     begins where no chain can, comes twice or needs a {@link TreeTranscoder}; or if personal
     *     data is said wrongly
     */
    public Mapper(EventTypes types, Transcoder transcoder) {
        this(types, transcoder, UpcastChains.complete(types, transcoder));
    }

    private Mapper(EventTypes types, Transcoder transcoder, UpcastChains chains) {
        this.types = requireNonNull(types, "types");
        this.transcoder = requireNonNull(transcoder, "transcoder");
        this.chains = chains;
        this.newer = NewerEvents.FAIL;
        this.packing = Packing.plain();
        this.sealing = Sealing.of(types, transcoder);
    }

    /**
     * Returns a mapper for events that the same code has made: no earlier version is expected, so
     * no upcaster to it is asked for. One that is met cannot be read.
     *
     * @throws org.annals.settings.ConfigurationException if an upcaster that there is is wrong
     */
    public static Mapper ofCurrentVersions(EventTypes types, Transcoder transcoder) {
        return new Mapper(types, transcoder, new UpcastChains(types, transcoder));
    }

    private Mapper(Mapper other, NewerEvents newer, Packing packing, Sealing sealing) {
        this.types = other.types;
        this.transcoder = other.transcoder;
        this.chains = other.chains;
        this.newer = newer;
        this.packing = packing;
        this.sealing = sealing;
    }

    /** What becomes of an event whose name or version the code does not know. */
    public enum NewerEvents {
        /** It cannot be read. */
        FAIL,
        /**
         * Whoever reads the log is given an {@link OpaqueEvent}. It cannot be read as part of an
         * aggregate, whose state would be wrong.
         */
        OPAQUE
    }

    /** Returns a mapper that does as is said with events newer than the code. */
    public Mapper with(NewerEvents newer) {
        return new Mapper(this, requireNonNull(newer, "newer"), packing, sealing);
    }

    /** Returns a mapper that compresses and encrypts as is said. */
    public Mapper with(Packing packing) {
        return new Mapper(this, newer, requireNonNull(packing, "packing"), sealing);
    }

    /** Returns a mapper that keeps personal data as is said. */
    public Mapper with(PersonalData personal) {
        return new Mapper(this, newer, packing, sealing.with(requireNonNull(personal, "personal")));
    }

    /**
     * Requires that it is said how personal data is kept, if there is any.
     *
     * @throws org.annals.settings.ConfigurationException if it is not
     */
    public Mapper requireKeysOfSubjects() {
        sealing.requireKeys();
        return this;
    }

    /** Returns whether objects of a class have personal data. */
    public boolean isPersonal(Class<?> type) {
        return sealing.concerns(type);
    }

    /**
     * Returns a mapper for the log of an id, to which what is encrypted is bound. An {@link
     * EventStore} has one for its own.
     */
    public Mapper ofLog(UUID logId) {
        return new Mapper(this, newer, packing.ofLog(logId), sealing);
    }

    /** Returns the registry of names. */
    public EventTypes types() {
        return types;
    }

    Transcoder transcoder() {
        return transcoder;
    }

    Packing packing() {
        return packing;
    }

    Sealing sealing() {
        return sealing;
    }

    /**
     * Returns the event as it is stored.
     *
     * @throws IllegalArgumentException if its class is not registered, or if something in the clear
     *     looks like sealed personal data, for which it would be taken
     * @throws TranscodingException if it cannot be encoded
     * @throws org.annals.encryption.SubjectErasedException if it has personal data of a subject
     *     that was erased
     * @throws SubjectKeysUnavailableException if the store of subjects' keys cannot be reached now
     * @throws org.annals.encryption.EncryptionKeyWornOutException if the active key has encrypted
     *     as much as it may
     */
    public StoredEvent toStored(DomainEvent<?> event) {
        EventTypes.StoredType type = types.typeOf(event.event().getClass());
        var facts =
                new ClearFacts.OfEvent(
                        event.id(),
                        event.origin(),
                        type.name(),
                        type.version(),
                        event.tags(),
                        event.timestamp(),
                        event.metadata());
        return new StoredEvent(
                event.id(),
                event.origin(),
                type.name(),
                type.version(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                packing.packed(encoded(event, facts), type.secret(), facts));
    }

    private byte[] encoded(DomainEvent<?> event, ClearFacts facts) {
        Origin origin = event.origin();
        String owner = origin == null ? null : origin.aggregateId();
        return sealing.encode(event.event(), owner, facts, packing);
    }

    /**
     * Returns all that a stored event of an aggregate turns into, which may be nothing.
     *
     * @throws UnknownEventTypeException if its name is not in the registry
     * @throws UnreadableEventException if it cannot be read for any other reason, such as being
     *     newer than the code
     * @throws SubjectKeysUnavailableException if the store of subjects' keys cannot be reached now
     */
    public List<DomainEvent<?>> toDomain(StoredEvent stored) {
        return toDomain(stored, 0, NewerEvents.FAIL);
    }

    /**
     * Returns all that a stored event of the log turns into, which may be nothing.
     *
     * @throws UnknownEventTypeException if its name is not in the registry
     * @throws UnreadableEventException if it cannot be read for any other reason; its position is
     *     told
     * @throws SubjectKeysUnavailableException if the store of subjects' keys cannot be reached now
     */
    public List<DomainEvent<?>> toDomain(Notification notification) {
        return toDomain(notification.storedEvent(), notification.position(), newer);
    }

    private List<DomainEvent<?>> toDomain(StoredEvent stored, long position, NewerEvents policy) {
        var reading = new Reading(stored, position);
        Class<?> current = chains.findCurrent(stored.type(), stored.typeVersion());
        if (current != null) {
            return List.of(envelope(stored, reading.decoded(current)));
        }
        var at = new EventVersion(stored.type(), stored.typeVersion());
        if (chains.leadFrom(at)) {
            List<DomainEvent<?>> events = new ArrayList<>();
            reading.upcast(at).forEach(value -> events.add(envelope(stored, value)));
            return List.copyOf(events);
        }
        if (policy == NewerEvents.FAIL) {
            throw reading.notKnown();
        }
        var opaque = new OpaqueEvent(at.type(), at.version(), Bytes.handOver(reading.encoded()));
        return List.of(envelope(stored, opaque));
    }

    private static DomainEvent<?> envelope(StoredEvent stored, Object value) {
        return new DomainEvent<>(
                stored.id(),
                stored.origin(),
                stored.tags(),
                stored.timestamp(),
                stored.metadata(),
                value);
    }

    /** The reading of one stored event, whose position is 0 if it is not known. */
    private final class Reading {
        private final StoredEvent stored;
        private final long position;

        Reading(StoredEvent stored, long position) {
            this.stored = stored;
            this.position = position;
        }

        byte[] encoded() {
            try {
                return packing.unpacked(
                        stored.data(), ClearFacts.OfEvent.of(stored), why -> unreadable(why, null));
            } catch (UnreadableEventException
                    | SubjectKeysUnavailableException
                    | RecorderUnavailableException e) {
                throw e;
            } catch (EventSourcingException e) {
                throw unreadable(String.valueOf(e.getMessage()), e);
            }
        }

        Object decoded(Class<?> current) {
            byte[] encoded = encoded();
            return guarded(
                    () -> {
                        Opened opened = opened(encoded, current);
                        return opened.belongingTo(transcoder.decode(opened.encoded(), current));
                    });
        }

        List<Object> upcast(EventVersion at) {
            byte[] encoded = encoded();
            return guarded(
                    () -> {
                        Opened opened = opened(encoded, null);
                        return opened.belongingToUpcast(chains.read(at, opened.encoded()));
                    });
        }

        private Opened opened(byte[] encoded, @Nullable Class<?> current) {
            return sealing.open(encoded, current, ClearFacts.OfEvent.of(stored), packing);
        }

        private <T> T guarded(Supplier<T> code) {
            try {
                return code.get();
            } catch (SubjectKeysUnavailableException | RecorderUnavailableException e) {
                // Of the moment, and so no judgement on the event.
                throw e;
            } catch (EventSourcingException e) {
                throw unreadable(String.valueOf(e.getMessage()), e);
            } catch (UpcastChains.FailedStep e) {
                throw unreadable("%s. Mend it.".formatted(e.getMessage()), e.getCause());
            } catch (RuntimeException e) {
                // Not as transcoders should fail, so its message may hold content: only its type is
                // told.
                throw unreadable(
                        "the transcoder failed with %s.".formatted(e.getClass().getName()), null);
            }
        }

        RuntimeException notKnown() {
            String type = stored.type();
            if (!chains.know(type)) {
                return new UnknownEventTypeException(type, where(), types.namesLike(type));
            }
            Class<?> known = types.findClass(type);
            return unreadable(
                    "it is stored in version %d of '%s', and this code knows %s. Run the release that knows it."
                            .formatted(
                                    stored.typeVersion(),
                                    type,
                                    known == null
                                            ? "other ones"
                                            : "version " + types.typeOf(known).version()),
                    null);
        }

        private UnreadableEventException unreadable(String why, @Nullable Throwable cause) {
            return new UnreadableEventException(stored.id(), where(), why, cause);
        }

        private String where() {
            return Mapper.where(stored, position);
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
