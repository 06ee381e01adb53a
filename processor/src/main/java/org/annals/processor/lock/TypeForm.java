package org.annals.processor.lock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as the lock names it, with its arguments. An array is the type {@code []} of one argument.
 * Immutable.
 */
record TypeForm(String name, List<TypeForm> arguments) {
    private static final String ARRAY = "[]";

    TypeForm {
        arguments = List.copyOf(arguments);
    }

    static TypeForm of(String name) {
        return new TypeForm(name, List.of());
    }

    static TypeForm arrayOf(TypeForm element) {
        return new TypeForm(ARRAY, List.of(element));
    }

    boolean isArray() {
        return name.equals(ARRAY);
    }

    /** Returns the only argument. */
    TypeForm argument() {
        return arguments.getFirst();
    }

    /** Returns the type as it is written. */
    @Override
    public String toString() {
        if (isArray()) {
            return argument() + ARRAY;
        }
        return arguments.isEmpty()
                ? name
                : arguments.stream()
                        .map(TypeForm::toString)
                        .collect(Collectors.joining(", ", name + "<", ">"));
    }
}
