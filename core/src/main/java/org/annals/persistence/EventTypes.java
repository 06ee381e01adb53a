package org.annals.persistence;

import org.annals.domain.EventFamily;
import org.annals.domain.EventTags;
import org.annals.domain.NamedType;
import org.annals.domain.SealedHierarchy;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NearestNames;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The closed registry of event classes and the names and versions under which they are stored.
 *
 * <p>Stored bytes and names never choose a class outside it. Names follow {@link
 * org.annals.domain.EventType}. Immutable.
 */
public final class EventTypes implements EventFamily {

    private final Map<Class<?>, StoredType> types;
    private final Map<String, Class<?>> classes;
    private final List<Upcaster> steps;
    // Each decision over a boundary asks for those of its classes.
    private final Map<Class<?>, Set<String>> storedNames = new ConcurrentHashMap<>();

    private EventTypes(Collection<StoredType> all, List<Upcaster> steps) {
        Map<Class<?>, StoredType> byClass = new LinkedHashMap<>();
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        for (StoredType type : all) {
            StoredType other = byClass.putIfAbsent(type.eventClass(), type);
            if (other != null && !other.equals(type)) {
                throw new ConfigurationException(
                        "%s is registered as '%s' and as '%s'. Register it once."
                                .formatted(type.eventClass().getName(), other.name(), type.name()));
            }
        }
        for (StoredType type : byClass.values()) {
            requireTags(type.eventClass());
            for (String name : type.allNames()) {
                Class<?> other = byName.putIfAbsent(name, type.eventClass());
                if (other != null && other != type.eventClass()) {
                    throw new ConfigurationException(
                            "'%s' is the stored name or an alias of both %s and %s. Give one of them another with @EventType."
                                    .formatted(name, other.getName(), type.eventClass().getName()));
                }
            }
        }
        this.types = Map.copyOf(byClass);
        this.classes = Map.copyOf(byName);
        this.steps = List.copyOf(steps);
    }

    private static void requireTags(Class<?> eventClass) {
        try {
            EventTags.componentsOf(eventClass);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Returns the registry of these classes; a sealed one stands for all that it permits, at any
     * depth.
     *
     * @throws IllegalArgumentException if one is neither sealed nor final
     * @throws ConfigurationException if two classes have one name, an alias is not unique, or a
     *     component cannot be the {@link org.annals.domain.Tag} that it is marked as
     */
    public static EventTypes of(Class<?>... roots) {
        Set<Class<?>> leaves = new LinkedHashSet<>();
        for (Class<?> root : roots) {
            leaves.addAll(SealedHierarchy.leavesOf(root));
        }
        return new EventTypes(leaves.stream().map(StoredNames::typeOf).toList(), List.of());
    }

    /**
     * Returns the registry of these families together.
     *
     * @throws ConfigurationException if two classes have one name, or an alias is not unique
     */
    public static EventTypes of(Collection<? extends EventFamily> families) {
        List<StoredType> all = new ArrayList<>();
        List<Upcaster> steps = new ArrayList<>();
        for (EventFamily family : families) {
            switch (family) {
                case EventTypes registry -> {
                    all.addAll(registry.types.values());
                    steps.addAll(registry.steps);
                }
                case Upcasters upcasters -> steps.addAll(upcasters.steps());
                default ->
                        family.eventClasses().stream().map(StoredNames::typeOf).forEach(all::add);
            }
        }
        return new EventTypes(all, steps);
    }

    /**
     * Returns the registry of one class that cannot be annotated, under a name chosen here.
     *
     * @param version the schema version, 1 or more
     * @param aliases earlier names
     */
    public static EventTypes named(
            Class<?> eventClass, String name, int version, String... aliases) {
        return new EventTypes(
                List.of(
                        new StoredType(
                                eventClass,
                                name,
                                version,
                                Set.copyOf(Arrays.asList(aliases)),
                                false)),
                List.of());
    }

    /** Returns this registry with steps from earlier versions. */
    public EventTypes and(Upcasters upcasters) {
        return of(List.of(this, upcasters));
    }

    /** Returns this registry and another in one. */
    public EventTypes and(EventTypes other) {
        return of(List.of(this, other));
    }

    @Override
    public Set<Class<?>> eventClasses() {
        return types.keySet();
    }

    /**
     * Returns the name and version under which events of a class are stored.
     *
     * @throws IllegalArgumentException if the class is not registered
     */
    public StoredType typeOf(Class<?> eventClass) {
        StoredType type = types.get(eventClass);
        if (type == null) {
            throw new IllegalArgumentException(
                    "%s is not registered as an event. Give its aggregate type, or EventTypes.of(%s.class), to the constructor of the application."
                            .formatted(eventClass.getName(), eventClass.getSimpleName()));
        }
        return type;
    }

    /**
     * Returns every name under which events of a class may be stored, its aliases included, and
     * those of whatever is upcast to it; a sealed class or interface stands for all registered
     * classes that it permits. Some events of these names may become something else when read.
     *
     * @throws IllegalArgumentException if no such class is registered
     */
    public Set<String> storedNames(Class<?> eventClass) {
        return storedNames.computeIfAbsent(eventClass, this::findStoredNames);
    }

    private Set<String> findStoredNames(Class<?> eventClass) {
        Set<String> names = new LinkedHashSet<>();
        for (StoredType type : types.values()) {
            if (eventClass.isAssignableFrom(type.eventClass())) {
                names.addAll(type.allNames());
            }
        }
        if (names.isEmpty()) {
            names.addAll(typeOf(eventClass).allNames());
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Upcaster step : steps) {
                more |= leads(step, names) && names.addAll(namesOf(step));
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /** Returns whether a step leads to one of these names. */
    private boolean leads(Upcaster step, Set<String> names) {
        return switch (step.change()) {
            case Upcaster.Change.OfFields(var parts) ->
                    parts.stream().anyMatch(part -> names.contains(part.type()));
            case Upcaster.Change.OfValue<?> change ->
                    types.values().stream()
                            .filter(type -> change.to().isAssignableFrom(type.eventClass()))
                            .anyMatch(type -> names.contains(type.name()));
        };
    }

    /** Returns the name where a step begins, and those that it stands for as well. */
    private Set<String> namesOf(Upcaster step) {
        Class<?> known = findClass(step.from().type());
        return known == null ? Set.of(step.from().type()) : typeOf(known).allNames();
    }

    /** Returns all registered types. */
    Collection<StoredType> all() {
        return types.values();
    }

    /** Returns the type of a class, or null if it is not registered. */
    @Nullable StoredType findType(Class<?> eventClass) {
        return types.get(eventClass);
    }

    /** Returns the steps from earlier versions, in any order. */
    List<Upcaster> steps() {
        return steps;
    }

    /** Returns the class of a stored name, or null. */
    @Nullable Class<?> findClass(String name) {
        return classes.get(name);
    }

    /** Returns known names that look like one that is not known. */
    List<String> namesLike(String name) {
        return NearestNames.to(name, classes.keySet());
    }

    /** Returns the stored names, in alphabetical order. */
    @Override
    public String toString() {
        return "EventTypes" + classes.keySet().stream().sorted().toList();
    }

    /**
     * How events of a class are stored. Immutable.
     *
     * @param name under which new ones are stored
     * @param version in which new ones are stored, 1 or more
     * @param aliases names under which others were stored
     * @param secret whether they are never compressed
     */
    public record StoredType(
            Class<?> eventClass, String name, int version, Set<String> aliases, boolean secret) {
        /**
         * @throws ConfigurationException if a name or alias is blank, cannot be stored or is longer
         *     than 256 bytes, or if the version is below 1
         */
        public StoredType {
            aliases = Set.copyOf(aliases);
            String className = eventClass.getName();
            try {
                NamedType.requireVersion(version, name, className);
                NamedType.requireName(name, className);
                aliases.forEach(alias -> NamedType.requireName(alias, className));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(String.valueOf(e.getMessage()), e);
            }
        }

        Set<String> allNames() {
            Set<String> all = new LinkedHashSet<>();
            all.add(name);
            all.addAll(aliases);
            return all;
        }
    }
}
