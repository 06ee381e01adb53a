package org.annals.domain;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** Reads a component of a record. Immutable. */
@FunctionalInterface
interface Accessor {
    @Nullable Object read(Object owner);

    /**
     * Returns that of a component.
     *
     * @param mark what it is read for
     * @throws IllegalArgumentException if the component cannot be reached
     */
    static Accessor of(RecordComponent component, Class<? extends Annotation> mark) {
        Method method = component.getAccessor();
        MethodHandle handle;
        try {
            method.setAccessible(true);
            handle =
                    MethodHandles.lookup()
                            .unreflect(method)
                            .asType(MethodType.methodType(Object.class, Object.class));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "Component '%s' of %s cannot be read for its @%s. Export the package, or open it to org.annals."
                            .formatted(
                                    component.getName(),
                                    component.getDeclaringRecord().getName(),
                                    mark.getSimpleName()),
                    e);
        }
        return owner -> {
            try {
                return handle.invokeExact(owner);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("An accessor cannot throw a checked exception.", e);
            }
        };
    }
}
