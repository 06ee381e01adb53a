package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventArgument;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.domain.SealedHierarchy;
import org.annals.domain.TriggerScope;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A class of enduring objects: how they are made, what creates them, and by which tag their events
 * are selected. Immutable.
 *
 * <p>The key of the tag is the name of the class, beginning with a small letter: {@code student}
 * for {@code Student}. Ids are text, by default {@code student-} and a version 7 UUID.
 *
 * @param <O> the class
 */
public final class EnduringType<O extends EnduringObject<?>> implements EventFamily {
    private final Class<O> objectClass;
    private final Class<?> createdBy;
    private final Class<?> eventRoot;
    private final Supplier<O> constructor;
    private final String key;

    private EnduringType(
            Class<O> objectClass,
            Class<?> createdBy,
            Class<?> eventRoot,
            Supplier<O> constructor,
            String key) {
        this.objectClass = objectClass;
        this.createdBy = createdBy;
        this.eventRoot = eventRoot;
        this.constructor = constructor;
        this.key = key;
    }

    /**
     * Returns the type of a class.
     *
     * @param createdBy the event with which its objects begin, or a sealed interface of several
     * @param constructor makes an object without a past, which triggers nothing: {@code
     *     Student::new}
     * @throws IllegalArgumentException if the class says not which events it has, or nothing of
     *     these creates its objects
     */
    public static <E, O extends EnduringObject<E>> EnduringType<O> of(
            Class<O> objectClass, Class<? extends E> createdBy, Supplier<O> constructor) {
        requireNonNull(constructor, "constructor");
        Class<?> root = EventArgument.of(objectClass, EnduringObject.class);
        requireNonNull(createdBy, "createdBy");
        boolean isAnyOfSeveral = createdBy == root && root.isInterface();
        if (isAnyOfSeveral || !root.isAssignableFrom(createdBy)) {
            throw new IllegalArgumentException(
                    "%s is to be created by %s, and that is not one of the events %s with which others go on. Name the event with which its objects begin, so that one that never began is not found."
                            .formatted(objectClass.getName(), createdBy.getName(), root.getName()));
        }
        return new EnduringType<>(
                objectClass, createdBy, root, constructor, keyOf(objectClass.getSimpleName()));
    }

    private static String keyOf(String simpleName) {
        return simpleName.substring(0, 1).toLowerCase(Locale.ROOT) + simpleName.substring(1);
    }

    /**
     * Returns this type, whose objects are selected by a tag of this key, and whose ids begin with
     * it.
     *
     * @throws IllegalArgumentException if it cannot be the key of a tag
     */
    public EnduringType<O> taggedBy(String key) {
        return new EnduringType<>(
                objectClass, createdBy, eventRoot, constructor, EventTag.of(key, "").key());
    }

    /** Returns a new id: the key, and the next id of the {@link TriggerScope}. */
    public String newId() {
        return key + '-' + TriggerScope.current().nextId();
    }

    /**
     * Returns the tag by which the events of an object are selected.
     *
     * @throws IllegalArgumentException if the id is blank or cannot be stored
     */
    public EventTag tagOf(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "An id of %s is blank. Give it at least one visible character."
                            .formatted(objectClass.getName()));
        }
        return EventTag.of(key, id);
    }

    /** Returns the class. */
    public Class<O> objectClass() {
        return objectClass;
    }

    @Override
    public Set<Class<?>> eventClasses() {
        return SealedHierarchy.leavesOf(eventRoot);
    }

    boolean creates(Object event) {
        return createdBy.isInstance(event);
    }

    boolean concerns(Object event) {
        return eventRoot.isInstance(event);
    }

    Class<?> createdBy() {
        return createdBy;
    }

    /**
     * Returns an object without a past.
     *
     * @throws IllegalStateException if the constructor makes one that has a past
     */
    O blank(String id) {
        O object = constructor.get();
        if (!object.isBlank()) {
            throw new IllegalStateException(
                    "The constructor given for %s triggers or takes an id. Let it make an object without a past; trigger the first event in a method that calls it."
                            .formatted(objectClass.getName()));
        }
        if (object.type() != this) {
            throw new IllegalStateException(
                    "%s hands another type to its superclass than the one that it is got by. Keep one in a constant, and use it for both."
                            .formatted(objectClass.getName()));
        }
        object.begin(id);
        return object;
    }

    @Override
    public String toString() {
        return "EnduringType[" + objectClass.getName() + "]";
    }
}
