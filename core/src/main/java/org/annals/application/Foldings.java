package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.dcb.EnduringType;
import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Recordable;
import org.annals.persistence.Mapper;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an application can rebuild: its aggregate classes, and evolutions with states. Immutable.
 */
final class Foldings {
    private final Map<Class<?>, AggregateFolding<?>> aggregates = new LinkedHashMap<>();
    private final Map<Evolution<?, ?>, EvolutionFolding<?, ?>> evolutions = new HashMap<>();
    private final Map<Class<?>, EnduringType<?>> enduring = new LinkedHashMap<>();
    private final List<Folding<?>> all;

    /**
     * @throws ConfigurationException if there are snapshots of what the application does not have,
     *     or two rules for one kind or one class of states
     */
    Foldings(Collection<? extends EventFamily> families, Collection<Snapshotting> rules) {
        for (EventFamily family : families) {
            switch (family) {
                case AggregateType<?> type ->
                        aggregates.put(type.aggregateClass(), new AggregateFolding<>(type));
                case EnduringType<?> type -> enduring.put(type.objectClass(), type);
                default -> {}
            }
        }
        rules.forEach(this::add);
        this.all = new ArrayList<>(aggregates.values());
        all.addAll(evolutions.values());
        requireOwnStates();
    }

    private void add(Snapshotting rule) {
        switch (rule.of()) {
            case Class<?> made -> {
                if (stateClass(made) != rule.stateClass()) {
                    throw new ConfigurationException(
                            "There are to be snapshots of %s, and the application does not have it with the state %s. Give the same type to its constructor."
                                    .formatted(made.getName(), rule.stateClass().getName()));
                }
            }
            case Evolution<?, ?> evolution ->
                    evolutions.put(evolution, folding(evolution, rule.stateClass()));
            default -> throw new IllegalStateException("There are no snapshots of " + rule.of());
        }
    }

    private @Nullable Class<?> stateClass(Class<?> made) {
        AggregateFolding<?> aggregate = aggregates.get(made);
        EnduringType<?> object = enduring.get(made);
        if (aggregate != null) {
            return aggregate.stateClass();
        }
        return object == null ? null : object.stateClass().orElse(null);
    }

    // Snapshotting takes both together, so they fit.
    @SuppressWarnings("unchecked")
    private static <S, E> EvolutionFolding<S, E> folding(
            Evolution<S, E> evolution, Class<?> stateClass) {
        return new EvolutionFolding<>(evolution, (Class<S>) stateClass);
    }

    private void requireOwnStates() {
        Set<Class<?>> seen = new HashSet<>();
        for (Class<?> stateClass : stateClasses()) {
            if (!seen.add(stateClass)) {
                throw new ConfigurationException(
                        "%s is the state of two things that are rebuilt otherwise, so that a snapshot of one could be taken for the other's. Give each a state of its own."
                                .formatted(stateClass.getName()));
            }
        }
    }

    List<Folding<?>> all() {
        return all;
    }

    /** Returns the classes of all states, one for each kind. */
    List<Class<?>> stateClasses() {
        List<Class<?>> classes = new ArrayList<>();
        for (Folding<?> each : all) {
            Class<?> stateClass = each.stateClass();
            if (stateClass != null) {
                classes.add(stateClass);
            }
        }
        enduring.values().forEach(type -> type.stateClass().ifPresent(classes::add));
        return classes;
    }

    /**
     * Returns those whose objects may have personal data. An evolution does not tell its events, so
     * it may if any event does.
     */
    Set<Folding<?>> withPersonalData(Mapper mapper) {
        boolean anyEvent = mapper.types().eventClasses().stream().anyMatch(mapper::isPersonal);
        Set<Folding<?>> found = new HashSet<>();
        for (AggregateFolding<?> each : aggregates.values()) {
            if (each.type().eventClasses().stream().anyMatch(mapper::isPersonal)) {
                found.add(each);
            }
        }
        if (anyEvent) {
            found.addAll(evolutions.values());
        }
        return Set.copyOf(found);
    }

    /** Returns whether a decision model, by what makes it, may have personal data. */
    boolean mayBePersonal(Object of, Mapper mapper) {
        EnduringType<?> type = of instanceof Class<?> made ? enduring.get(made) : null;
        Set<Class<?>> events = type == null ? mapper.types().eventClasses() : type.eventClasses();
        return events.stream().anyMatch(mapper::isPersonal);
    }

    /**
     * Returns that of an aggregate class.
     *
     * @throws IllegalArgumentException if it is not part of the application
     */
    <A extends Aggregate<?>> AggregateFolding<A> get(Class<A> type, String application) {
        AggregateFolding<?> folding = aggregates.get(type);
        if (folding == null) {
            throw new IllegalArgumentException(
                    "%s is not part of %s. Give its aggregate type to the constructor of the application."
                            .formatted(type.getName(), application));
        }
        // The map holds each under the class that it was made of.
        @SuppressWarnings("unchecked")
        var typed = (AggregateFolding<A>) folding;
        return typed;
    }

    /** Returns that of an evolution, if its states are kept. */
    <S, E> Optional<EvolutionFolding<S, E>> find(Evolution<S, E> evolution) {
        // The map holds each under the evolution that it was made of.
        @SuppressWarnings("unchecked")
        var folding =
                (EvolutionFolding<S, E>) evolutions.get(requireNonNull(evolution, "evolution"));
        return Optional.ofNullable(folding);
    }

    /** Returns that of an object, if it is of some kind that is known. */
    Optional<? extends Folding<?>> of(Recordable object) {
        return switch (object) {
            case Aggregate<?> aggregate -> of(aggregate);
            case Evolved<?, ?> evolved -> find(evolved.evolution());
            default -> Optional.empty();
        };
    }

    /** Returns that of the class itself, or else of one that it extends. */
    private Optional<AggregateFolding<?>> of(Aggregate<?> aggregate) {
        AggregateFolding<?> own = aggregates.get(aggregate.getClass());
        return own != null
                ? Optional.of(own)
                : aggregates.values().stream()
                        .filter(each -> each.type().aggregateClass().isInstance(aggregate))
                        .findFirst();
    }
}
