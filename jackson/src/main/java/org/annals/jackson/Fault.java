package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.ValueInstantiationException;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;
import java.util.Map;

/**
 * What a Jackson exception may say to others: its type, and where in the object it arose. Its
 * message and its causes quote the content, which must not leave the transcoder.
 */
final class Fault {
    private static final String UNKNOWN_NAME = "?";
    private static final String UNREACHABLE =
            "Jackson cannot reach it. Make it public in an exported package, or open its package to tools.jackson.databind.";

    private Fault() {}

    /** Tells what is wrong with a class, before any object of it was looked at. */
    static TranscodingException onDefinition(Class<?> type, RuntimeException thrown) {
        String message =
                thrown instanceof JacksonException fault
                        ? fault.getOriginalMessage()
                        : thrown.getMessage();
        return new TranscodingException(
                "%s cannot be encoded or decoded: %s"
                        .formatted(
                                type.getName(),
                                isUnreachable(thrown)
                                        ? UNREACHABLE
                                        : "%s (%s). Change the class, or register it in a Jackson module."
                                                .formatted(name(thrown), message)),
                null);
    }

    static TranscodingException onEncoding(Class<?> type, RuntimeException thrown) {
        return new TranscodingException(
                "%s cannot be encoded: %s"
                        .formatted(
                                type.getName(),
                                isUnreachable(thrown)
                                        ? UNREACHABLE
                                        : what(thrown, limitOf(thrown))
                                                + ". Change the component, or register its type in a Jackson module."),
                null);
    }

    static TranscodingException onDecoding(Class<?> type, RuntimeException thrown) {
        boolean unreachable = isUnreachable(thrown);
        return new TranscodingException(
                "%s cannot be decoded: %s"
                        .formatted(
                                type.getName(),
                                unreachable
                                        ? UNREACHABLE
                                        : what(thrown, "")
                                                + ". If the class has changed, give it a new version and an upcaster."),
                unreachable ? null : refusal(thrown));
    }

    /** Returns what a constructor of the user's threw, if that is what is wrong. */
    private static @Nullable Throwable refusal(RuntimeException thrown) {
        if (thrown instanceof ValueInstantiationException failed) {
            Class<?> type = failed.getType().getRawClass();
            return type.getName().startsWith("java.") ? null : failed.getCause();
        }
        return null;
    }

    private static boolean isUnreachable(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IllegalAccessException || t instanceof InaccessibleObjectException) {
                return true;
            }
        }
        return false;
    }

    private static String what(RuntimeException thrown, String detail) {
        String name = name(thrown) + detail;
        if (!(thrown instanceof JacksonException fault)) {
            return name;
        }
        // Even what is said of a class quotes the value that it could not be made from.
        JavaType type =
                fault instanceof InvalidDefinitionException undefined ? undefined.getType() : null;
        String what = type == null ? name : name + " of " + type.getRawClass().getName();
        String path = path(fault);
        TokenStreamLocation location = fault.getLocation();
        long offset = location == null ? -1 : location.getByteOffset();
        return what
                + (path.isEmpty() ? "" : " at '" + path + "'")
                + (offset < 0 ? "" : " near byte " + offset);
    }

    /** Returns which limit of writing was exceeded: what is said of that has no content. */
    private static String limitOf(RuntimeException thrown) {
        return thrown instanceof StreamConstraintsException limit
                ? " (" + limit.getOriginalMessage() + ")"
                : "";
    }

    private static String name(RuntimeException thrown) {
        return thrown.getClass().getSimpleName();
    }

    private static String path(JacksonException fault) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name(step));
            }
        }
        return path.toString();
    }

    /** Returns a name that the class has; keys of maps and unknown names are content. */
    private static String name(JacksonException.Reference step) {
        Object from = step.from();
        Class<?> type = from instanceof Class<?> c ? c : from == null ? null : from.getClass();
        if (type == null || Map.class.isAssignableFrom(type)) {
            return UNKNOWN_NAME;
        }
        for (; type != null; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> isNamed(field, step.getPropertyName()))) {
                return step.getPropertyName();
            }
        }
        return UNKNOWN_NAME;
    }

    private static boolean isNamed(Field field, String name) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        return field.getName().equals(name) || (property != null && property.value().equals(name));
    }
}
