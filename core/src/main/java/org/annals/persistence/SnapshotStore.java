package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventSourcingException;
import org.annals.domain.Snapshot;
import org.annals.domain.TriggerScope;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.persistence.EventTypes.StoredType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps snapshots beside a log: encoded, compressed and encrypted as its events are, each bound to
 * its place. May be shared between threads.
 *
 * <p>A state is found if it is of the version that the code knows, or if upcasters lead from the
 * version in which it was stored; those of other versions, older or newer, are as if they were not
 * there. {@link StoredForm} has the form in which they are kept.
 */
public final class SnapshotStore {
    private final EventTypes states;
    private final UpcastChains chains;
    private final Packing packing;
    private final SnapshotRecorder recorder;
    private final Sealing sealing;
    private final Map<Class<?>, List<EventVersion>> versions = new HashMap<>();

    /**
     * Makes a store of snapshots beside the events of a log.
     *
     * @param states the classes of the states, and the upcasters that lead to them
     * @throws org.annals.settings.ConfigurationException if an upcaster leads nowhere, begins where
     *     no chain can, comes twice or needs a {@link TreeTranscoder}; or if personal data is said
     *     wrongly, or there are no keys for it
     */
    public SnapshotStore(EventTypes states, EventStore events) {
        this.states = requireNonNull(states, "states");
        this.chains = new UpcastChains(states, events.mapper().transcoder());
        this.packing = events.mapper().packing();
        this.recorder = events.recorder();
        this.sealing = sealing(states, events.mapper());
        states.eventClasses().forEach(state -> versions.put(state, versionsOf(state)));
    }

    private static Sealing sealing(EventTypes states, Mapper mapper) {
        Sealing sealing = Sealing.of(states, mapper.transcoder());
        PersonalData data = mapper.sealing().data();
        Sealing known = data == null ? sealing : sealing.with(data);
        known.requireKeys();
        return known;
    }

    /**
     * Keeps a snapshot of a decision model, as {@link #put} does one of an aggregate. It belongs to
     * nobody, so its personal data is that of the {@link org.annals.domain.Subject} that it names.
     *
     * @throws IllegalArgumentException also if it has personal data and names no subject
     */
    public void putOfModel(Snapshot<?> snapshot) {
        sealing.requireSubject(snapshot.state().getClass());
        put(snapshot);
    }

    /**
     * Keeps a snapshot. One of the same subject, class and version that is there already stays.
     * Personal data that was read of a subject stays that subject's. Any other is of the {@link
     * org.annals.domain.Subject} that the state names, or else of the aggregate.
     *
     * @throws IllegalArgumentException if the class of the state is not one of the store's, a limit
     *     is exceeded, or something in the clear looks like sealed personal data; nothing was
     *     written
     * @throws TranscodingException if the state cannot be encoded
     * @throws EventSourcingException as {@link SnapshotRecorder#putSnapshot} does
     */
    public void put(Snapshot<?> snapshot) {
        StoredType type = states.typeOf(snapshot.state().getClass());
        var facts =
                new ClearFacts.OfSnapshot(
                        TriggerScope.current().nextId(),
                        snapshot.subject(),
                        type.name(),
                        type.version(),
                        snapshot.version());
        byte[] form = SnapshotForm.of(snapshot, encoded(snapshot, facts));
        recorder.putSnapshot(
                new StoredSnapshot(
                        facts.id(),
                        facts.subject(),
                        facts.type(),
                        facts.stateVersion(),
                        facts.version(),
                        packing.packed(form, type.secret(), facts)));
    }

    private byte[] encoded(Snapshot<?> snapshot, ClearFacts facts) {
        try {
            return sealing.encodeState(snapshot.state(), snapshot.subject(), facts, packing);
        } catch (EventSourcingException | LikeSealedException e) {
            throw e;
        } catch (RuntimeException e) {
            // Not as transcoders should fail, so its message may hold content.
            throw new TranscodingException(
                    "the transcoder failed with %s.".formatted(e.getClass().getName()), null);
        }
    }

    /**
     * Returns the newest snapshot of a subject at or below a version.
     *
     * @throws UnreadableSnapshotException if it is there and cannot be read
     * @throws SubjectKeysUnavailableException if the store of subjects' keys cannot be reached now
     * @throws IllegalArgumentException if the class is not one of the store's
     */
    public <S> Optional<Snapshot<S>> find(Class<S> state, String subject, long upTo) {
        states.typeOf(state);
        for (EventVersion each : versions.getOrDefault(state, List.of())) {
            Optional<StoredSnapshot> found =
                    recorder.findSnapshot(subject, each.type(), each.version(), upTo);
            if (found.isPresent()) {
                return Optional.of(read(found.get(), state));
            }
        }
        return Optional.empty();
    }

    /** Returns what leads to a state: its present version first, then the others, newest first. */
    private List<EventVersion> versionsOf(Class<?> state) {
        StoredType type = states.typeOf(state);
        List<EventVersion> versions = new ArrayList<>();
        versions.add(new EventVersion(type.name(), type.version()));
        type.aliases().forEach(alias -> versions.add(new EventVersion(alias, type.version())));
        Set<String> names = states.storedNames(state);
        Set<EventVersion> earlier = new HashSet<>();
        for (Upcaster step : states.steps()) {
            EventVersion from = step.from();
            if (from.type().equals(type.name())) {
                names.stream()
                        .filter(type.allNames()::contains)
                        .forEach(name -> earlier.add(new EventVersion(name, from.version())));
            } else if (names.contains(from.type())) {
                earlier.add(from);
            }
        }
        earlier.stream()
                .sorted(Comparator.comparingInt(EventVersion::version).reversed())
                .forEach(versions::add);
        return versions;
    }

    private <S> Snapshot<S> read(StoredSnapshot stored, Class<S> state) {
        byte[] form =
                guarded(
                        stored,
                        () ->
                                packing.unpacked(
                                        stored.data(),
                                        ClearFacts.OfSnapshot.of(stored),
                                        why -> new UnreadableSnapshotException(stored, why, null)));
        return SnapshotForm.read(stored, form, state.cast(upcast(stored, form, state)));
    }

    private Object upcast(StoredSnapshot stored, byte[] form, Class<?> state) {
        byte[] encoded = SnapshotForm.encodedState(stored, form);
        var at = new EventVersion(stored.type(), stored.stateVersion());
        Class<?> current = chains.findCurrent(at.type(), at.version());
        List<Object> read =
                guarded(
                        stored,
                        () -> {
                            Opened opened =
                                    sealing.open(
                                            encoded,
                                            current,
                                            ClearFacts.OfSnapshot.of(stored),
                                            packing);
                            List<Object> states = chains.read(at, opened.encoded());
                            if (current == null) {
                                return opened.belongingToUpcast(states);
                            }
                            states.forEach(opened::belongingTo);
                            return states;
                        });
        if (read.size() != 1 || !state.isInstance(read.getFirst())) {
            throw new UnreadableSnapshotException(
                    stored,
                    "its upcasters make %d states of it, or one of another class. Let them make one %s."
                            .formatted(read.size(), state.getName()),
                    null);
        }
        return read.getFirst();
    }

    private static <T> T guarded(StoredSnapshot stored, Supplier<T> code) {
        try {
            return code.get();
        } catch (UnreadableSnapshotException
                | SubjectKeysUnavailableException
                | RecorderUnavailableException e) {
            // The latter are of the moment, and so no judgement on the snapshot.
            throw e;
        } catch (EventSourcingException e) {
            throw new UnreadableSnapshotException(stored, String.valueOf(e.getMessage()), e);
        } catch (UpcastChains.FailedStep e) {
            throw new UnreadableSnapshotException(
                    stored, "%s. Mend it.".formatted(e.getMessage()), e.getCause());
        } catch (RuntimeException e) {
            // Not as transcoders should fail, so its message may hold content.
            throw new UnreadableSnapshotException(
                    stored,
                    "the transcoder failed with %s.".formatted(e.getClass().getName()),
                    null);
        }
    }

    /**
     * Returns the versions of a subject's snapshots of a class, newest first, whatever its name was
     * when they were taken.
     */
    public List<Long> versions(Class<?> state, String subject) {
        return names(state).stream()
                .flatMap(name -> recorder.snapshotVersions(subject, name).stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /**
     * Deletes all but the newest snapshots of a subject and class, whatever its name was when they
     * were taken, and returns how many those were.
     *
     * @param keep how many to keep; 0 deletes them all
     * @throws IllegalArgumentException if it is negative
     */
    public int prune(Class<?> state, String subject, int keep) {
        List<String> names = names(state);
        if (names.size() == 1) {
            return recorder.pruneSnapshots(subject, names.getFirst(), keep);
        }
        List<Long> newest = versions(state, subject);
        // The oldest that stays; those that are taken meanwhile are newer.
        long bound = keep > 0 && keep <= newest.size() ? newest.get(keep - 1) : 0;
        int pruned = 0;
        for (String name : names) {
            int kept = keep;
            if (keep > 0) {
                List<Long> own = recorder.snapshotVersions(subject, name);
                kept = (int) own.stream().filter(version -> version >= bound).count();
            }
            pruned += recorder.pruneSnapshots(subject, name, kept);
        }
        return pruned;
    }

    /** Returns the names under which a class is found and none else is, the present one first. */
    private List<String> names(Class<?> state) {
        states.typeOf(state);
        return versions.getOrDefault(state, List.of()).stream()
                .map(EventVersion::type)
                .distinct()
                .filter(
                        name -> {
                            Class<?> known = states.findClass(name);
                            return known == null || known == state;
                        })
                .toList();
    }
}
