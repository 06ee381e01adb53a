package org.annals.persistence;

import org.annals.persistence.EventTypes.StoredType;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a registry, put together so that each way ends at what the code knows. Immutable.
 */
final class UpcastChains {
    private final EventTypes types;
    private final Transcoder transcoder;
    private final Map<EventVersion, Upcaster> steps = new LinkedHashMap<>();

    /**
     * @throws ConfigurationException if a step is missing, leads nowhere, begins where no chain
     *     can, comes twice or needs a transcoder that can take things apart
     */
    UpcastChains(EventTypes types, Transcoder transcoder) {
        this.types = types;
        this.transcoder = transcoder;
        for (Upcaster step : types.steps()) {
            add(step);
        }
        steps.keySet().forEach(each -> requireEnds(each, new HashSet<>()));
    }

    /**
     * Returns chains that lead from every earlier version of every type.
     *
     * @throws ConfigurationException also if a step is missing
     */
    static UpcastChains complete(EventTypes types, Transcoder transcoder) {
        var chains = new UpcastChains(types, transcoder);
        for (StoredType type : types.all()) {
            for (int version = 1; version < type.version(); version++) {
                chains.requireEnds(new EventVersion(type.name(), version), new HashSet<>());
            }
        }
        return chains;
    }

    private void add(Upcaster step) {
        EventVersion from = step.from();
        StoredType known = findType(from);
        if (known != null && from.version() >= known.version()) {
            throw new ConfigurationException(
                    "There is an upcaster from %s, but %s is stored in version %d. Raise the version with @EventType, or remove the upcaster."
                            .formatted(from, known.eventClass().getName(), known.version()));
        }
        if (steps.putIfAbsent(from, step) != null) {
            throw new ConfigurationException(
                    "There are two upcasters from %s. Remove one.".formatted(from));
        }
        if (step.change() instanceof Upcaster.Change.OfFields(var parts)
                && !parts.isEmpty()
                && !(transcoder instanceof TreeTranscoder)) {
            throw new ConfigurationException(
                    "The upcaster from %s changes fields, and %s is no TreeTranscoder. Use one that is, or an upcaster from an old record to a new one."
                            .formatted(from, transcoder.getClass().getName()));
        }
    }

    private @Nullable StoredType findType(EventVersion at) {
        Class<?> known = types.findClass(at.type());
        return known == null ? null : types.typeOf(known);
    }

    private boolean isCurrent(EventVersion at) {
        return findCurrent(at.type(), at.version()) != null;
    }

    /** Returns the class that a version of a type is in this code, or null. */
    @Nullable Class<?> findCurrent(String type, int version) {
        Class<?> known = types.findClass(type);
        return known != null && types.typeOf(known).version() == version ? known : null;
    }

    /** Returns the step from a version, which may be stored under an alias, or null. */
    private @Nullable Upcaster findStep(EventVersion at) {
        Upcaster own = steps.get(at);
        StoredType known = findType(at);
        return own == null && known != null
                ? steps.get(new EventVersion(known.name(), at.version()))
                : own;
    }

    private void requireEnds(EventVersion at, Set<EventVersion> passed) {
        if (isCurrent(at)) {
            return;
        }
        Upcaster step = findStep(at);
        if (step == null) {
            throw new ConfigurationException(noWayFrom(at, findType(at)));
        }
        if (!passed.add(at)) {
            throw new ConfigurationException(
                    "The upcasters from %s lead back to it. Let each lead to something newer."
                            .formatted(at));
        }
        for (EventVersion target : targets(step)) {
            requireEnds(target, passed);
        }
        passed.remove(at);
    }

    private static String noWayFrom(EventVersion at, @Nullable StoredType known) {
        if (known == null) {
            return "An upcaster leads to %s, which is not registered and from which no other leads on. Register its class, or add the upcaster."
                    .formatted(at);
        }
        return (at.version() > known.version()
                        ? "An upcaster leads to %s, but %s is stored in version %d. Let it lead there."
                        : "There is no upcaster from %s, and %s is stored in version %d. Add it: events of any version may be read, whether or not some are stored now.")
                .formatted(at, known.eventClass().getName(), known.version());
    }

    private List<EventVersion> targets(Upcaster step) {
        return switch (step.change()) {
            case Upcaster.Change.OfFields(var parts) -> parts.stream().map(Upcast::target).toList();
            case Upcaster.Change.OfValue<?> change ->
                    // Registered classes are where chains end.
                    isRegistered(change.to()) ? List.of() : List.of(step.from().next());
        };
    }

    private boolean isRegistered(Class<?> eventClass) {
        return types.all().stream()
                .anyMatch(type -> eventClass.isAssignableFrom(type.eventClass()));
    }

    /** Returns whether a step begins with this version. */
    boolean leadFrom(EventVersion at) {
        return findStep(at) != null;
    }

    /** Returns whether anything is known of events of this name. */
    boolean know(String type) {
        return types.findClass(type) != null
                || steps.keySet().stream().anyMatch(each -> each.type().equals(type));
    }

    /**
     * Returns all that an event turns into, in order.
     *
     * @throws TranscodingException if some form of it cannot be read
     * @throws FailedStep if a step throws
     */
    List<Object> read(EventVersion at, byte[] encoded) {
        List<Object> read = new ArrayList<>();
        read(at, new Form.Encoded(Bytes.handOver(encoded)), read);
        return read;
    }

    private void read(EventVersion at, Form form, List<Object> read) {
        Class<?> current = findCurrent(at.type(), at.version());
        if (current != null) {
            read.add(valueOf(form, current));
            return;
        }
        Upcaster step = findStep(at);
        if (step == null) {
            throw new IllegalStateException("No upcaster leads from " + at);
        }
        switch (step.change()) {
            case Upcaster.Change.OfFields(var parts) -> {
                for (Upcast part : parts) {
                    Fields fields = fieldsOf(form).copy();
                    try {
                        part.change().accept(fields);
                    } catch (RuntimeException e) {
                        throw new FailedStep(step.from(), e);
                    }
                    read(part.target(), new Form.Parsed(fields), read);
                }
            }
            case Upcaster.Change.OfValue<?> change -> {
                for (Object each : values(step.from(), change, valueOf(form, change.from()))) {
                    if (types.findType(each.getClass()) == null) {
                        read(step.from().next(), new Form.Value(each), read);
                    } else {
                        read.add(each);
                    }
                }
            }
        }
    }

    private List<Object> values(EventVersion from, Upcaster.Change.OfValue<?> change, Object old) {
        try {
            return List.copyOf(change.apply(old));
        } catch (RuntimeException e) {
            throw new FailedStep(from, e);
        }
    }

    private Object valueOf(Form form, Class<?> type) {
        return switch (form) {
            case Form.Encoded(var bytes) -> transcoder.decode(bytes.toArray(), type);
            case Form.Parsed(var fields) -> transcoder.decode(tree().encodeFields(fields), type);
            case Form.Value(var value) ->
                    type.isInstance(value)
                            ? value
                            : transcoder.decode(transcoder.encode(value), type);
        };
    }

    private Fields fieldsOf(Form form) {
        return switch (form) {
            case Form.Encoded(var bytes) -> tree().toFields(bytes.toArray());
            case Form.Parsed(var fields) -> fields;
            case Form.Value(var value) -> tree().toFields(transcoder.encode(value));
        };
    }

    private TreeTranscoder tree() {
        return (TreeTranscoder) transcoder;
    }

    /** What is known of an event between two steps. */
    private sealed interface Form {
        record Encoded(Bytes bytes) implements Form {}

        record Parsed(Fields fields) implements Form {}

        record Value(Object value) implements Form {}
    }

    /** A step has thrown. */
    static final class FailedStep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedStep(EventVersion from, RuntimeException cause) {
            super("the upcaster from %s failed".formatted(from), cause);
        }
    }
}
