package org.annals.testkit.samples;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Values of the JDK's types, of which each is another for another number, and as wide as its type,
 * so that it would not be read as a narrower one.
 */
final class SampleValues {
    private static final LocalDate DAY = LocalDate.of(2000, 1, 1);
    private static final LocalTime NOON = LocalTime.of(12, 0, 0, 123_456_000);
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(1);
    private static final Map<Class<?>, IntFunction<Object>> VALUES = new HashMap<>();

    static {
        put(boolean.class, Boolean.class, n -> true);
        put(byte.class, Byte.class, n -> (byte) n);
        put(char.class, Character.class, n -> (char) ('a' + n % 26));
        put(double.class, Double.class, n -> n + 0.1);
        put(float.class, Float.class, n -> n + 0.1f);
        put(int.class, Integer.class, n -> 100_000 + n);
        put(long.class, Long.class, n -> (1L << 40) + n);
        put(short.class, Short.class, n -> (short) (1000 + n));
        put(BigDecimal.class, n -> new BigDecimal(n + ".10"));
        put(BigInteger.class, n -> BigInteger.TWO.pow(70).add(BigInteger.valueOf(n)));
        put(Currency.class, n -> Currency.getInstance("EUR"));
        put(DayOfWeek.class, n -> DayOfWeek.of(1 + n % 7));
        put(Duration.class, Duration::ofSeconds);
        put(Instant.class, n -> DAY.atTime(NOON).plusSeconds(n).toInstant(ZoneOffset.UTC));
        put(LocalDate.class, DAY::plusDays);
        put(LocalDateTime.class, n -> DAY.atTime(NOON).plusSeconds(n));
        put(LocalTime.class, NOON::plusSeconds);
        put(Locale.class, n -> Locale.UK);
        put(Month.class, n -> Month.of(1 + n % 12));
        put(MonthDay.class, n -> MonthDay.of(1, 1 + n % 28));
        put(OffsetDateTime.class, n -> DAY.atTime(NOON).plusSeconds(n).atOffset(OFFSET));
        put(OffsetTime.class, n -> NOON.plusSeconds(n).atOffset(OFFSET));
        put(OptionalDouble.class, n -> OptionalDouble.of(n + 0.1));
        put(OptionalInt.class, n -> OptionalInt.of(100_000 + n));
        put(OptionalLong.class, n -> OptionalLong.of((1L << 40) + n));
        put(Period.class, Period::ofDays);
        put(URI.class, n -> URI.create("https://example.com/" + n));
        put(UUID.class, n -> new UUID(0x4000L, (1L << 63) + n));
        put(Year.class, n -> Year.of(2000 + n));
        put(YearMonth.class, n -> YearMonth.of(2000 + n, 1));
        put(ZoneId.class, n -> ZoneId.of("Europe/Paris"));
        put(ZoneOffset.class, n -> OFFSET);
        put(
                ZonedDateTime.class,
                n -> ZonedDateTime.of(DAY, NOON.plusSeconds(n), ZoneId.of("Europe/Paris")));
    }

    private SampleValues() {}

    private static void put(Class<?> type, IntFunction<Object> value) {
        VALUES.put(type, value);
    }

    private static void put(Class<?> type, Class<?> box, IntFunction<Object> value) {
        put(type, value);
        put(box, value);
    }

    /** Returns a value of a type, or null if it is not one of them. */
    static @Nullable Object find(Class<?> type, int number) {
        IntFunction<Object> value = VALUES.get(type);
        return value == null ? null : value.apply(number);
    }
}
