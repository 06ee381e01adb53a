package org.annals.domain;

/**
 * An object whose constructor applies the event that creates it, as that of a generated class does.
 *
 * <p>It is for the classes that are generated of {@link EventSourced} ones; whoever writes a class
 * by hand triggers the first event like all others.
 */
public interface BegunByConstructor {
    /** Returns the class that the user has written of an object. */
    static Class<?> classOf(Object object) {
        return object instanceof BegunByConstructor
                ? object.getClass().getSuperclass()
                : object.getClass();
    }

    /** Returns why an event makes no object of a class: it is none that creates one. */
    static IllegalStateException notBegunBy(Class<?> type, String id, Object event) {
        return new IllegalStateException(
                "%s '%s' cannot begin with %s, which creates none. Compare its first event in the log with the class's constructors, and keep one for whatever was recorded."
                        .formatted(type.getName(), id, event.getClass().getName()));
    }

    /** Returns why an event is not applied: it creates an object, and this one has begun. */
    static IllegalStateException begunAlready(Object object, Object event) {
        return new IllegalStateException(
                "%s has begun already, or does not begin in its constructor, and %s creates an object. Trigger what creates one on a new object alone; let an upcaster drop what is recorded besides."
                        .formatted(object, event.getClass().getName()));
    }

    /** Returns why an event is not triggered: its body is kept for those that are recorded. */
    static IllegalStateException replayedOnly(Class<?> event) {
        return new IllegalStateException(
                "%s is marked as replayOnly, so it is applied and not triggered any more. Call a method that triggers another event."
                        .formatted(event.getName()));
    }
}
