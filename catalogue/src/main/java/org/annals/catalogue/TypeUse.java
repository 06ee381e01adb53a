package org.annals.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/** A type as it is written somewhere. Immutable. */
sealed interface TypeUse {
    /** Returns how it is spelled, without packages. */
    String text();

    /**
     * A class.
     *
     * @param name its internal name
     */
    record OfClass(String name, List<TypeUse> arguments) implements TypeUse {
        public OfClass {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            String simple = name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
            return arguments.isEmpty()
                    ? simple
                    : arguments.stream()
                            .map(TypeUse::text)
                            .collect(Collectors.joining(", ", simple + "<", ">"));
        }
    }

    /** A variable of a generic declaration. */
    record Variable(String name) implements TypeUse {
        @Override
        public String text() {
            return name;
        }
    }

    /** A primitive type. */
    record Primitive(String text) implements TypeUse {}

    /** An array. */
    record ArrayOf(TypeUse element) implements TypeUse {
        @Override
        public String text() {
            return element.text() + "[]";
        }
    }

    /**
     * A wildcard.
     *
     * @param relation such as {@code "? extends "}
     */
    record Bounded(String relation, TypeUse bound) implements TypeUse {
        @Override
        public String text() {
            return relation + bound.text();
        }
    }

    /** The wildcard without a bound. */
    record Unbounded() implements TypeUse {
        @Override
        public String text() {
            return "?";
        }
    }
}
