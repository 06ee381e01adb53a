package org.annals.jackson;

import static org.annals.jackson.Json.assertRoundTrip;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What is encoded decodes to an equal value, with no registration and at any depth (TRA-2). */
final class RoundTripTest {
    enum Size {
        SMALL {
            @Override
            int legs() {
                return 2;
            }
        },
        LARGE {
            @Override
            int legs() {
                return 4;
            }
        };

        abstract int legs();
    }

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            ZoneId zone,
            DayOfWeek day) {}

    record Money(BigDecimal amount, Currency currency) {}

    record Box<T>(T value) {}

    record Deep(
            UUID id,
            BigInteger count,
            Optional<Money> price,
            OptionalInt size,
            Set<Size> sizes,
            List<Map<UUID, Money>> prices,
            Map<Size, List<Optional<String>>> notes,
            Box<Box<BigDecimal>> boxed,
            URI uri,
            Locale locale,
            char letter) {}

    record Tree(String name, List<Tree> children) {}

    record Text(String text) {}

    record Real(double d, float f, BigDecimal exact) {}

    @Test
    void everyKindOfTime() {
        assertRoundTrip(
                new Times(
                        Instant.parse("2020-01-01T00:00:00.123456789Z"),
                        LocalDate.MAX,
                        LocalTime.of(1, 2, 3, 4),
                        LocalDateTime.of(2020, 1, 1, 0, 0),
                        OffsetDateTime.parse("2020-01-01T00:00:00+02:00"),
                        ZonedDateTime.parse("2020-06-01T00:00:00+02:00[Europe/Berlin]"),
                        Duration.ofNanos(-1),
                        Period.of(1, 2, 3),
                        Year.of(2020),
                        YearMonth.of(2020, 1),
                        MonthDay.of(1, 2),
                        ZoneId.of("Europe/Berlin"),
                        DayOfWeek.MONDAY));
    }

    @Test
    void valuesInsideValuesInsideContainers() {
        var money = new Money(new BigDecimal("1E+3"), Currency.getInstance("EUR"));
        assertRoundTrip(
                new Deep(
                        new UUID(1, 2),
                        BigInteger.TEN.pow(60),
                        Optional.of(money),
                        OptionalInt.empty(),
                        Set.of(Size.SMALL, Size.LARGE),
                        List.of(Map.of(new UUID(3, 4), money)),
                        Map.of(Size.LARGE, List.of(Optional.empty(), Optional.of("x"))),
                        new Box<>(new Box<>(new BigDecimal("0.00"))),
                        URI.create("https://example.org/a?b=c"),
                        Locale.GERMANY,
                        'ü'));
    }

    @Test
    void aRecordInsideItself() {
        assertRoundTrip(new Tree("root", List.of(new Tree("leaf", List.of()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u0000\u001f\u2028", "\"\\/", "\ud83d\udc15", "\ud800", "null"})
    void anyText(String text) {
        assertRoundTrip(new Text(text));
        assertRoundTrip(new Text("é".repeat(5_000) + text));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                -0.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void anyFloatingPointNumber(double number) {
        // Records compare doubles by their bits, so that -0.0 differs from 0.0 and NaN equals
        // itself.
        assertRoundTrip(new Real(number, (float) number, BigDecimal.ZERO));
    }

    @Test
    void randomValues() {
        long seed = new Random().nextLong();
        System.out.println("RoundTripTest seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            assertRoundTrip(
                    new Real(
                            Double.longBitsToDouble(random.nextLong()),
                            Float.intBitsToFloat(random.nextInt()),
                            new BigDecimal(
                                    new BigInteger(random.nextInt(300), random),
                                    random.nextInt(-30, 30))));
            assertRoundTrip(randomTree(random, 5));
        }
    }

    private static Tree randomTree(Random random, int depth) {
        var text = new StringBuilder();
        random.ints(random.nextInt(20), 0, 0xffff).forEach(c -> text.append((char) c));
        List<Tree> children = new ArrayList<>();
        for (int i = 0; depth > 0 && i < random.nextInt(3); i++) {
            children.add(randomTree(random, depth - 1));
        }
        return new Tree(text.toString(), children);
    }

    @Test
    void randomMaps() {
        record Scores(Map<String, Long> byName, Map<Integer, Boolean> byNumber) {}
        long seed = new Random().nextLong();
        System.out.println("RoundTripTest seed " + seed);
        var random = new Random(seed);
        Map<String, Long> byName = new HashMap<>();
        Map<Integer, Boolean> byNumber = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            byName.put(Long.toString(random.nextLong(), 36) + "é", random.nextLong());
            byNumber.put(random.nextInt(), random.nextBoolean());
        }
        assertRoundTrip(new Scores(byName, byNumber));
    }
}
