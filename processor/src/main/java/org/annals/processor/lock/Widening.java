package org.annals.processor.lock;

import java.util.List;
import java.util.Map;

/** Which types of numbers are read from what others have written, every digit of it. */
final class Widening {
    private static final Map<String, String> BOXES =
            Map.of(
                    "boolean", "Boolean",
                    "byte", "Byte",
                    "char", "Character",
                    "double", "Double",
                    "float", "Float",
                    "int", "Integer",
                    "long", "Long",
                    "short", "Short");

    private static final List<String> INTEGERS =
            List.of("Byte", "Short", "Integer", "Long", "BigInteger");

    /** Optional numbers are read as what they have within. */
    private static final Map<String, String> OPTIONALS =
            Map.of("OptionalDouble", "Double", "OptionalInt", "Integer", "OptionalLong", "Long");

    private Widening() {}

    /** Returns whether one is read as the other, which is not the same. */
    static boolean leads(String from, String to) {
        boolean toPrimitive = BOXES.containsKey(to);
        if (toPrimitive && !BOXES.containsKey(from)) {
            // Of a box there may be null.
            return false;
        }
        if (OPTIONALS.containsKey(from) && !OPTIONALS.containsKey(to)) {
            return false;
        }
        String wide = boxed(to);
        String narrow = boxed(from);
        return narrow.equals(wide) || widens(narrow, wide);
    }

    private static String boxed(String name) {
        return BOXES.getOrDefault(name, OPTIONALS.getOrDefault(name, name));
    }

    private static boolean widens(String narrow, String wide) {
        int rank = INTEGERS.indexOf(narrow);
        if (rank < 0) {
            return narrow.equals("Float") && wide.equals("Double");
        }
        return switch (wide) {
            case "BigDecimal" -> true;
            // Has 53 bits.
            case "Double" -> rank <= INTEGERS.indexOf("Integer");
            // Has 24 bits.
            case "Float" -> rank <= INTEGERS.indexOf("Short");
            default -> INTEGERS.indexOf(wide) > rank;
        };
    }
}
