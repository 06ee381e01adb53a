package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.EventArgument;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.domain.SealedHierarchy;
import org.annals.domain.Snapshot;
import org.annals.domain.TriggerScope;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
    private final Set<Class<?>> createdBy;
    private final Class<?> eventRoot;
    private final Making<O> making;
    private final String key;
    private final @Nullable Form<O, ?> form;

    /** How a state is taken from an object, and how an object is made of it. */
    private record Form<O, S>(
            Class<S> stateClass,
            Function<? super O, ? extends S> state,
            Function<? super S, ? extends O> maker) {
        Form {
            requireNonNull(stateClass, "stateClass");
            requireNonNull(state, "state");
            requireNonNull(maker, "constructor");
        }

        S taken(O object) {
            return requireNonNull(state.apply(object), "the state function returned null");
        }

        O made(Object taken) {
            return requireNonNull(
                    maker.apply(stateClass.cast(taken)), "the constructor returned null");
        }
    }

    private EnduringType(
            Class<O> objectClass,
            Set<Class<?>> createdBy,
            Class<?> eventRoot,
            Making<O> making,
            String key,
            @Nullable Form<O, ?> form) {
        this.objectClass = objectClass;
        this.createdBy = createdBy;
        this.eventRoot = eventRoot;
        this.making = making;
        this.key = key;
        this.form = form;
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
                objectClass,
                Set.of(createdBy),
                root,
                new Making.Blank<>(constructor),
                keyOf(objectClass.getSimpleName()),
                null);
    }

    /**
     * Returns the type of a class whose constructors apply the event that creates its objects. For
     * classes that are generated of {@link org.annals.domain.EventSourced} ones.
     *
     * @param createdBy the events with which its objects begin
     * @param constructor makes an object of the event that created it and its id, and triggers
     *     nothing
     * @throws IllegalArgumentException if the class says not which events it has
     */
    public static <E, O extends EnduringObject<E>> EnduringType<O> ofFirstEvent(
            Class<O> objectClass,
            Set<Class<? extends E>> createdBy,
            BiFunction<? super E, String, ? extends O> constructor) {
        requireNonNull(constructor, "constructor");
        // Only events of createdBy are handed over.
        @SuppressWarnings("unchecked")
        var ofAny = (BiFunction<Object, String, ? extends O>) constructor;
        return new EnduringType<>(
                objectClass,
                Set.copyOf(createdBy),
                EventArgument.of(objectClass, EnduringObject.class),
                new Making.OfFirstEvent<>(ofAny),
                keyOf(objectClass.getSimpleName()),
                null);
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
                objectClass, createdBy, eventRoot, making, EventTag.of(key, "").key(), form);
    }

    /**
     * Returns this type with a state that can be taken from its objects, for snapshots and caches,
     * and of which they can be made again: a value that a transcoder can encode, with all that
     * applying events has changed. Id, position and times are not part of it.
     *
     * {@snippet class="org.annals.dcb.Course" region="state"}
     *
     * <p>It is stored under a name and a version, as events are: see {@link
     * org.annals.domain.EventType}. The version is to be raised whenever the same events would lead
     * to another state.
     *
     * @param state returns the state of an object: {@code Course::state}
     * @param constructor makes an object of a state, and triggers nothing: {@code Course::new}
     */
    public <S> EnduringType<O> withState(
            Class<S> stateClass,
            Function<? super O, ? extends S> state,
            Function<? super S, ? extends O> constructor) {
        return new EnduringType<>(
                objectClass,
                createdBy,
                eventRoot,
                making,
                key,
                new Form<>(stateClass, state, constructor));
    }

    /** Returns the class of the state, if there is one. */
    public Optional<Class<?>> stateClass() {
        return Optional.ofNullable(form).map(Form::stateClass);
    }

    /** Returns the state of an object that was read. */
    Snapshot<?> snapshot(O object, String subject) {
        return new Snapshot<>(
                subject,
                object.position(),
                object.createdOn(),
                object.modifiedOn(),
                requireForm().taken(object));
    }

    /**
     * @throws IllegalStateException if the constructor makes one that has a past
     */
    O restored(String id, Snapshot<?> snapshot) {
        O object =
                making.restored(
                        this, Applying.withId(id, () -> requireForm().made(snapshot.state())), id);
        object.restore(snapshot);
        return object;
    }

    private Form<O, ?> requireForm() {
        if (form == null) {
            throw new IllegalStateException(
                    "%s has no state of its own. Say EnduringType.of(…).withState(…)."
                            .formatted(objectClass.getName()));
        }
        return form;
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
        return createdBy.stream().anyMatch(each -> each.isInstance(event));
    }

    boolean concerns(Object event) {
        return eventRoot.isInstance(event);
    }

    /** Returns the names of the events with which objects begin, as messages tell them. */
    String createdBy() {
        return createdBy.stream().map(Class::getName).sorted().collect(Collectors.joining(" or "));
    }

    /**
     * Returns the object of an id, if any of these events creates it.
     *
     * @param events all with its tag, in order
     * @param head up to where they were read
     * @throws IllegalStateException if the constructor makes one that has a past
     */
    Optional<O> begun(String id, List<Recording> events, long head) {
        return making.begun(this, id, events, head);
    }

    /** Lets an object that has no past have an id. */
    O begun(O object, String id) {
        if (!object.isBlank()) {
            throw new IllegalStateException(
                    "A constructor given for %s triggers or takes an id. Let it make an object without a past; trigger the first event in a method that calls it."
                            .formatted(objectClass.getName()));
        }
        return named(object, id);
    }

    /**
     * Requires that an object was made with this type.
     *
     * @throws IllegalStateException if it was made with another one
     */
    void requireOf(EnduringObject<?> object) {
        if (object.type() != this) {
            throw new IllegalStateException(
                    "%s hands another type to its superclass than the one that it is got by. Keep one in a constant, and use it for both."
                            .formatted(objectClass.getName()));
        }
    }

    /** Lets an object have an id, whichever it has now. */
    O named(O object, String id) {
        requireOf(object);
        object.begin(id);
        return object;
    }

    @Override
    public String toString() {
        return "EnduringType[" + objectClass.getName() + "]";
    }
}
