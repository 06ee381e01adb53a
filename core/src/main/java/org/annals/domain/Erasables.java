package org.annals.domain;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The erasable components of records, for those who read and keep them: whose data each is.
 * Stateless.
 */
public final class Erasables {
    // Found once for each class, they go with it when its loader does.
    private static final ClassValue<Map<String, Accessor>> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected Map<String, Accessor> computeValue(Class<?> type) {
                    Map<String, Accessor> accessors = new LinkedHashMap<>();
                    if (type.isRecord()) {
                        for (RecordComponent each : type.getRecordComponents()) {
                            if (each.getType() == Erasable.class) {
                                accessors.put(each.getName(), Accessor.of(each, Personal.class));
                            }
                        }
                    }
                    return accessors;
                }
            };

    private Erasables() {}

    /**
     * Requires that the components of a class can be read.
     *
     * @throws IllegalArgumentException if one cannot be
     */
    public static void requireReadable(Class<?> type) {
        ACCESSORS.get(type);
    }

    /**
     * Returns whose data the components of an object are, by name, as far as that is known: of what
     * was read from a log and not erased.
     */
    public static Map<String, String> subjectsOf(Object object) {
        Map<String, String> subjects = new LinkedHashMap<>();
        forEach(
                object,
                (name, value) ->
                        value.findSubject().ifPresent(subject -> subjects.put(name, subject)));
        return subjects;
    }

    /**
     * Says whose data the components of an object are that are not erased: for whoever has just
     * read it, and has not handed it on.
     *
     * @param subjects returns that of a component, by its name, or null if it is not known
     */
    public static void belong(Object object, Function<String, @Nullable String> subjects) {
        forEach(
                object,
                (name, value) -> {
                    String subject = value.isErased() ? null : subjects.apply(name);
                    if (subject != null) {
                        value.belongTo(subject);
                    }
                });
    }

    private static void forEach(Object object, BiConsumer<String, Erasable<?>> action) {
        ACCESSORS
                .get(object.getClass())
                .forEach(
                        (name, accessor) -> {
                            if (accessor.read(object) instanceof Erasable<?> value) {
                                action.accept(name, value);
                            }
                        });
    }
}
