package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A stored object taken apart: names and values, in their order, as a {@link TreeTranscoder} reads
 * them and an {@link Upcaster} changes them.
 *
 * <p>A value is null, a {@code String}, a {@code Boolean}, a {@code BigInteger}, a {@code
 * BigDecimal}, or a {@code List} or {@code Fields} of such. Numbers are decimal, so that -0.0
 * becomes 0.0, and nothing else changes. Messages name fields and never tell a value. For one
 * thread at a time.
 */
public final class Fields {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Fields() {}

    /** Returns fields without any. */
    public static Fields empty() {
        return new Fields();
    }

    /** Returns a copy that shares nothing with these. */
    public Fields copy() {
        var copy = new Fields();
        values.forEach((name, value) -> copy.values.put(name, canonical(name, value)));
        return copy;
    }

    /** Returns the names, in order, as an unmodifiable view. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Returns whether there is a field of this name, null or not. */
    public boolean has(String name) {
        return values.containsKey(requireNonNull(name, "name"));
    }

    /**
     * Returns a value.
     *
     * @throws IllegalStateException if there is no such field
     */
    public @Nullable Object get(String name) {
        if (!has(name)) {
            throw new IllegalStateException(
                    "There is no field '%s'. Look with has() whether there is.".formatted(name));
        }
        return values.get(name);
    }

    /**
     * Returns a text.
     *
     * @throws IllegalStateException if there is no such field, or its value is not a text
     */
    public String text(String name) {
        return as(String.class, name, "a text");
    }

    /**
     * Returns an integer.
     *
     * @throws IllegalStateException if there is no such field, or its value is not an integer
     */
    public BigInteger integer(String name) {
        return as(BigInteger.class, name, "an integer");
    }

    /**
     * Returns a number, which may be an integer.
     *
     * @throws IllegalStateException if there is no such field, or its value is not a number
     */
    public BigDecimal decimal(String name) {
        return get(name) instanceof BigInteger integer
                ? new BigDecimal(integer)
                : as(BigDecimal.class, name, "a number");
    }

    /**
     * Returns true or false.
     *
     * @throws IllegalStateException if there is no such field, or its value is neither
     */
    public boolean flag(String name) {
        return as(Boolean.class, name, "true or false");
    }

    /**
     * Returns the fields within a field: changes to them are changes to these.
     *
     * @throws IllegalStateException if there is no such field, or it has none
     */
    public Fields fields(String name) {
        return as(Fields.class, name, "fields");
    }

    /**
     * Returns the elements of a list, as a copy.
     *
     * @throws IllegalStateException if there is no such field, or its value is not a list
     */
    public List<@Nullable Object> list(String name) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object each : as(List.class, name, "a list")) {
            copy.add(canonical(name, each));
        }
        return copy;
    }

    private <T> T as(Class<T> type, String name, String what) {
        Object value = get(name);
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    "Field '%s' is not %s, but %s."
                            .formatted(
                                    name,
                                    what,
                                    value == null
                                            ? "null"
                                            : "a " + value.getClass().getSimpleName()));
        }
        return type.cast(value);
    }

    /**
     * Sets a field, at the end if it is new.
     *
     * @param value null, a text, a boolean, a number, {@code Fields}, or a list or map of such;
     *     what is given is copied
     * @throws IllegalArgumentException if it is anything else
     */
    public Fields put(String name, @Nullable Object value) {
        values.put(requireNonNull(name, "name"), canonical(name, value));
        return this;
    }

    /**
     * Gives a field another name, in its place.
     *
     * @throws IllegalStateException if there is no such field, or one of the new name
     */
    public Fields rename(String name, String newName) {
        get(name);
        if (has(newName)) {
            throw new IllegalStateException(
                    "Field '%s' cannot be renamed to '%s', which is there already."
                            .formatted(name, newName));
        }
        Map<String, @Nullable Object> before = new LinkedHashMap<>(values);
        values.clear();
        before.forEach((each, value) -> values.put(each.equals(name) ? newName : each, value));
        return this;
    }

    /**
     * Replaces a value by what a function makes of it.
     *
     * @throws IllegalStateException if there is no such field
     */
    public Fields change(String name, UnaryOperator<@Nullable Object> function) {
        return put(name, function.apply(get(name)));
    }

    /**
     * Removes a field.
     *
     * @throws IllegalStateException if there is no such field
     */
    public Fields remove(String name) {
        get(name);
        values.remove(name);
        return this;
    }

    /**
     * Removes all fields but these.
     *
     * @throws IllegalStateException if there is not each of them
     */
    public Fields keep(String... names) {
        Set<String> kept = Set.of(names);
        kept.forEach(this::get);
        values.keySet().retainAll(kept);
        return this;
    }

    private static @Nullable Object canonical(String name, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case BigInteger integer -> integer;
            case BigDecimal decimal -> decimal;
            case Byte number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            case Float number when Float.isFinite(number) -> new BigDecimal(number.toString());
            case Fields fields -> fields.copy();
            case List<?> list -> elements(name, list);
            case Map<?, ?> map -> ofMap(name, map);
            default ->
                    throw new IllegalArgumentException(
                            "Field '%s' cannot be a %s. Give a text, a boolean, a finite number, fields, or a list or map of such."
                                    .formatted(name, value.getClass().getName()));
        };
    }

    private static List<@Nullable Object> elements(String name, List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(canonical(name, each)));
        return Collections.unmodifiableList(copy);
    }

    private static Fields ofMap(String name, Map<?, ?> map) {
        var fields = new Fields();
        map.forEach((key, value) -> fields.put((String) key, canonical(name, value)));
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && values.equals(fields.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns the number of fields, and nothing of their content. */
    @Override
    public String toString() {
        return "Fields[" + values.size() + "]";
    }
}
