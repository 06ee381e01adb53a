package org.annals.examples.compact;

import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Records and enums as Java tells of them. */
final class Reflected {
    private Reflected() {}

    static @Nullable Object component(RecordComponent component, Object object) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new TranscodingException(
                    "'%s' of %s cannot be read."
                            .formatted(component.getName(), object.getClass().getName()),
                    e.getCause());
        }
    }

    static Object made(Class<?> type, RecordComponent[] components, Object[] values) {
        var types = Arrays.stream(components).map(RecordComponent::getType);
        try {
            var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new TranscodingException(
                    "%s refuses what is stored.".formatted(type.getName()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new TranscodingException(
                    "%s cannot be made. Export or open its package.".formatted(type.getName()),
                    null);
        }
    }

    static Optional<Object> constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(name))
                .<Object>map(each -> each)
                .findFirst();
    }
}
