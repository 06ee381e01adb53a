package org.annals.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them in settings. */
final class DurationText {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|)");

    private DurationText() {}

    /** Returns the duration, or empty if it is none, or cannot be counted in nanoseconds. */
    static Optional<Duration> parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (form.group(2)) {
                    case "ms" -> 1_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> 1_000_000_000L;
                };
        BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        try {
            return Optional.of(Duration.ofNanos(nanos.longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
