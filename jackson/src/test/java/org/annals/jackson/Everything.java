package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
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
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A component of each kind that an event may hold. All may be absent, so that a test can name one.
 */
@SuppressWarnings("ArrayRecordComponent")
record Everything(
        @Nullable String text,
        @Nullable Character letter,
        @Nullable Boolean truth,
        @Nullable Byte tiny,
        @Nullable Short small,
        @Nullable Integer whole,
        @Nullable Long large,
        @Nullable Float real,
        @Nullable Double precise,
        @Nullable BigInteger number,
        @Nullable BigDecimal amount,
        OptionalInt count,
        OptionalLong total,
        OptionalDouble ratio,
        @Nullable UUID id,
        @Nullable URI place,
        @Nullable Locale language,
        @Nullable Currency currency,
        @Nullable Coin coin,
        @Nullable Instant at,
        @Nullable LocalDate day,
        @Nullable LocalTime time,
        @Nullable LocalDateTime dateTime,
        @Nullable OffsetTime offsetTime,
        @Nullable OffsetDateTime offsetDateTime,
        @Nullable ZonedDateTime zoned,
        @Nullable Duration duration,
        @Nullable Period period,
        @Nullable Year year,
        @Nullable YearMonth yearMonth,
        @Nullable Month month,
        @Nullable MonthDay monthDay,
        @Nullable DayOfWeek dayOfWeek,
        @Nullable ZoneId zone,
        @Nullable ZoneOffset offset,
        byte @Nullable [] bytes,
        @Nullable Payment payment,
        Optional<Payment> tip,
        @Nullable Pair<BigDecimal, List<Coin>> pair,
        @Nullable List<@Nullable String> texts,
        @Nullable List<Set<Map<Coin, Optional<LocalDate>>>> nested,
        @Nullable Set<UUID> ids,
        @Nullable Set<LocalDate> days,
        @Nullable EnumSet<Coin> coins,
        @Nullable EnumMap<Coin, Long> purse,
        @Nullable Map<String, Payment> byText,
        @Nullable Map<UUID, Instant> byId,
        @Nullable Map<Integer, String> byNumber,
        @Nullable Map<Double, String> byReal,
        @Nullable Map<BigDecimal, String> byAmount,
        @Nullable Map<Coin, String> byCoin,
        @Nullable Map<Instant, String> byInstant,
        @Nullable Map<LocalDateTime, String> byDateTime,
        @Nullable Map<URI, String> byPlace,
        @Nullable Map<Locale, String> byLanguage,
        @Nullable Map<Character, Boolean> byLetter) {

    /** Returns an event of which most components are absent. */
    static Everything with(Map<String, ?> components) {
        var arguments =
                Arrays.stream(Everything.class.getRecordComponents())
                        .map(
                                each ->
                                        components.containsKey(each.getName())
                                                ? components.get(each.getName())
                                                : absent(each.getType()))
                        .toArray();
        try {
            return (Everything)
                    Everything.class.getDeclaredConstructors()[0].newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a component is of another type", e);
        }
    }

    private static @Nullable Object absent(Class<?> type) {
        return Stream.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        Optional.empty())
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }

    /** Asserts that two are equal, arrays by what is in them. */
    static void assertSame(Everything actual, Everything expected) {
        for (RecordComponent component : Everything.class.getRecordComponents()) {
            assertThat(valueOf(component, actual))
                    .as(component.getName())
                    .isEqualTo(valueOf(component, expected));
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Everything event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.getName(), e);
        }
    }

    /** Constants with bodies are classes of their own. */
    enum Coin implements Payment {
        PENNY,
        POUND {
            @Override
            public String toString() {
                return "one pound";
            }
        }
    }

    /** A closed set of records and an enum. */
    sealed interface Payment {
        /** A payment that holds another. */
        record Twice(Payment of, int percent) implements Payment {}
    }

    /** A record whose components are of any type. */
    record Pair<A, B>(A first, B second) {}
}
