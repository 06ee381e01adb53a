package org.annals.jackson;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads the times that most events have: digit by digit, because a formatter takes longer than the
 * rest of the event. What is out of the ordinary is left to the JDK.
 */
final class IsoText {
    private static final int DATE_LENGTH = "2020-01-01".length();
    private static final int TIME_LENGTH = "00:00:00".length();
    private static final int SECOND_LENGTH = DATE_LENGTH + 1 + TIME_LENGTH;
    private static final int NANO_DIGITS = 9;

    private static final TextType<Instant> INSTANT =
            TextType.exact(Instant.class, Instant::parse, Instant::toString);
    private static final TextType<LocalDate> DATE =
            TextType.exact(LocalDate.class, LocalDate::parse, LocalDate::toString);
    private static final TextType<LocalDateTime> DATE_TIME =
            TextType.exact(LocalDateTime.class, LocalDateTime::parse, ISO_LOCAL_DATE_TIME::format);

    private IsoText() {}

    /** Returns the instant of a text as {@code 2020-01-01T00:00:00.123Z}. */
    static @Nullable Instant instant(String text) {
        int end = text.length() - 1;
        LocalDateTime usual = text.endsWith("Z") ? usualDateTime(text, end, 3) : null;
        return usual == null ? INSTANT.read(text) : usual.toInstant(ZoneOffset.UTC);
    }

    /** Returns the date of a text as {@code 2020-01-01}. */
    static @Nullable LocalDate date(String text) {
        LocalDate usual = text.length() == DATE_LENGTH ? usualDate(text) : null;
        return usual == null ? DATE.read(text) : usual;
    }

    /** Returns the date and time of a text as {@code 2020-01-01T00:00:00.5}. */
    static @Nullable LocalDateTime dateTime(String text) {
        LocalDateTime usual = usualDateTime(text, text.length(), 1);
        return usual == null ? DATE_TIME.read(text) : usual;
    }

    /** Reads a fraction that has groups of so many digits, of which the last is not zero. */
    private static @Nullable LocalDateTime usualDateTime(String text, int end, int group) {
        int digits = end - SECOND_LENGTH - 1;
        boolean isUsual =
                digits == -1
                        || (digits > 0
                                && digits <= NANO_DIGITS
                                && digits % group == 0
                                && number(text, end - group, end) > 0);
        LocalDate date = isUsual ? usualDate(text) : null;
        LocalTime time = isUsual ? usualTime(text, end) : null;
        return date == null || time == null ? null : LocalDateTime.of(date, time);
    }

    private static @Nullable LocalDate usualDate(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        boolean isUsual =
                (year | month | day) >= 0 && text.charAt(4) == '-' && text.charAt(7) == '-';
        return isUsual ? LocalDate.of(year, month, day) : null;
    }

    private static @Nullable LocalTime usualTime(String text, int end) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int digits = Math.max(0, end - SECOND_LENGTH - 1);
        int fraction = number(text, end - digits, end);
        boolean isUsual =
                (hour | minute | second | fraction) >= 0
                        && text.charAt(10) == 'T'
                        && text.charAt(13) == ':'
                        && text.charAt(16) == ':'
                        && (digits == 0 || text.charAt(SECOND_LENGTH) == '.');
        if (!isUsual) {
            return null;
        }
        for (int i = digits; i < NANO_DIGITS; i++) {
            fraction *= 10;
        }
        return LocalTime.of(hour, minute, second, fraction);
    }

    /** Returns the number that these digits are, or a negative one if they are not all digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
