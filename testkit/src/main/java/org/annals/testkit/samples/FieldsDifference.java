package org.annals.testkit.samples;

import org.annals.persistence.Fields;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of stored fields that were read and written again. What is new and null is no
 * difference: a component that may be missing was added. Nor is another order, or another number of
 * zeros.
 */
final class FieldsDifference {
    private FieldsDifference() {}

    /** Returns the first difference, as a clause without any value. */
    static Optional<String> between(Fields stored, Fields again) {
        return fields("", stored, again);
    }

    private static Optional<String> fields(String path, Fields stored, Fields again) {
        for (String name : stored.names()) {
            String inner = path.isEmpty() ? name : path + "." + name;
            if (!again.has(name)) {
                return Optional.of("'%s' is lost".formatted(inner));
            }
            Optional<String> difference = values(inner, stored.get(name), again.get(name));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return again.names().stream()
                .filter(name -> !stored.has(name) && again.get(name) != null)
                .findFirst()
                .map(
                        name ->
                                "'%s' is made up"
                                        .formatted(path.isEmpty() ? name : path + "." + name));
    }

    private static Optional<String> values(
            String path, @Nullable Object stored, @Nullable Object again) {
        if (stored instanceof Fields one && again instanceof Fields other) {
            return fields(path, one, other);
        }
        if (stored instanceof List<?> one && again instanceof List<?> other) {
            return lists(path, one, other);
        }
        BigDecimal number = number(stored);
        BigDecimal numberAgain = number(again);
        boolean isSame =
                (number == null || numberAgain == null)
                        ? Objects.equals(stored, again)
                        : number.compareTo(numberAgain) == 0;
        return isSame ? Optional.empty() : Optional.of("'%s' has another value".formatted(path));
    }

    private static Optional<String> lists(String path, List<?> stored, List<?> again) {
        if (stored.size() != again.size()) {
            return Optional.of("'%s' has another number of elements".formatted(path));
        }
        for (int i = 0; i < stored.size(); i++) {
            Optional<String> difference =
                    values("%s[%d]".formatted(path, i), stored.get(i), again.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case null, default -> null;
        };
    }
}
