package org.annals.persistence;

import org.annals.domain.Erasable;
import org.annals.domain.Erasables;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which components of a record are personal, and which one names their subject. Immutable.
 *
 * @param components their names, in order
 * @param subject the name of the one that names the subject, or null if the aggregate does
 */
record PersonalForm(List<String> components, @Nullable String subject) {
    /**
     * Returns that of a class, if it has personal data.
     *
     * @throws ConfigurationException if its annotations say what cannot be
     */
    static Optional<PersonalForm> of(Class<?> type) {
        List<String> personal = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
        for (RecordComponent each : components == null ? new RecordComponent[0] : components) {
            boolean isPersonal = each.isAnnotationPresent(Personal.class);
            if (isPersonal != (each.getType() == Erasable.class)) {
                throw wrong(
                        type,
                        each,
                        isPersonal
                                ? "is @Personal and no Erasable, so that it could not be erased"
                                : "is an Erasable and not @Personal, so that it would be readable for ever");
            }
            if (isPersonal) {
                requireValue(type, each);
                personal.add(each.getName());
            } else {
                requireNothingWithin(type, each, each.getGenericType(), new HashSet<>());
            }
            if (each.isAnnotationPresent(Subject.class)) {
                if (each.getType() != String.class) {
                    throw wrong(type, each, "is a @Subject and no text");
                }
                subjects.add(each.getName());
            }
        }
        if (subjects.size() > 1) {
            throw new ConfigurationException(
                    "%s has several components that are a @Subject: %s. Leave one."
                            .formatted(type.getName(), subjects));
        }
        requireReadable(type);
        return personal.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PersonalForm(
                                List.copyOf(personal),
                                subjects.isEmpty() ? null : subjects.getFirst()));
    }

    private static void requireReadable(Class<?> type) {
        try {
            Erasables.requireReadable(type);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireValue(Class<?> type, RecordComponent component) {
        boolean isEmptiable =
                component.getGenericType() instanceof ParameterizedType erasable
                        && raw(erasable.getActualTypeArguments()[0]) == Optional.class;
        if (isEmptiable) {
            throw wrong(
                    type, component, "is an Erasable of an Optional, and both are null in JSON");
        }
    }

    /** Refuses what would be stored readably, since only a record's own components are secret. */
    private static void requireNothingWithin(
            Class<?> root, RecordComponent component, Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        Class<?> raw = raw(type);
        if (raw == Erasable.class) {
            throw wrong(
                    root,
                    component,
                    "has an Erasable within. Only a component of the record itself can be erased: make all of this one @Personal");
        }
        if (type instanceof ParameterizedType generic) {
            for (Type each : generic.getActualTypeArguments()) {
                requireNothingWithin(root, component, each, seen);
            }
        }
        if (raw != null && raw.isRecord()) {
            for (RecordComponent each : raw.getRecordComponents()) {
                requireNothingWithin(root, component, each.getGenericType(), seen);
            }
        }
        if (raw != null && raw.isSealed()) {
            for (Class<?> each : raw.getPermittedSubclasses()) {
                requireNothingWithin(root, component, each, seen);
            }
        }
    }

    private static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> known -> known.isArray() ? known.getComponentType() : known;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> null;
        };
    }

    private static ConfigurationException wrong(
            Class<?> type, RecordComponent component, String what) {
        return new ConfigurationException(
                "Component '%s' of %s %s.".formatted(component.getName(), type.getName(), what));
    }
}
