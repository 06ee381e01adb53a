package org.annals.jackson;

import static java.util.Map.entry;

import org.annals.jackson.Everything.Coin;
import org.annals.jackson.Everything.Payment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Values that a codec loses first, by the component of an {@link Everything} that has them. */
final class Extremes {
    private static final ZonedDateTime SUMMER_OVERLAP =
            ZonedDateTime.of(2020, 10, 25, 2, 30, 0, 5, ZoneId.of("Europe/Berlin"));

    static final Map<String, List<?>> VALUES =
            Map.ofEntries(
                    entry(
                            "text",
                            List.of(
                                    "",
                                    " ",
                                    "null",
                                    "\u0000\u001f\u2028",
                                    "\"\\/",
                                    "🐕",
                                    "\uffff",
                                    "\ufeff",
                                    "é".repeat(5_000),
                                    "\\ud800",
                                    "a\u0301")),
                    entry("letter", List.of(' ', '\u0000', '"', '\\', 'é', '\ud7ff', '\uffff')),
                    entry("truth", List.of(true, false)),
                    entry("tiny", List.of(Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE)),
                    entry("small", List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE)),
                    entry("whole", List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE)),
                    entry("large", List.of(Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE)),
                    entry(
                            "real",
                            List.of(
                                    -0.0f,
                                    0.0f,
                                    Float.MIN_VALUE,
                                    Float.MIN_NORMAL,
                                    Float.MAX_VALUE,
                                    -Float.MAX_VALUE,
                                    Float.NaN,
                                    Float.POSITIVE_INFINITY,
                                    Float.NEGATIVE_INFINITY,
                                    16_777_216f)),
                    entry(
                            "precise",
                            List.of(
                                    -0.0,
                                    0.0,
                                    Double.MIN_VALUE,
                                    -Double.MIN_VALUE,
                                    Double.MIN_NORMAL,
                                    Double.MAX_VALUE,
                                    Double.NaN,
                                    Double.POSITIVE_INFINITY,
                                    Double.NEGATIVE_INFINITY,
                                    1e23,
                                    Math.nextDown(Double.MIN_NORMAL))),
                    entry(
                            "number",
                            List.of(
                                    BigInteger.ZERO,
                                    BigInteger.ONE.shiftLeft(63),
                                    BigInteger.TEN.pow(99).negate())),
                    entry(
                            "amount",
                            List.of(
                                    new BigDecimal("1.10"),
                                    new BigDecimal("0.00"),
                                    new BigDecimal("0E+3"),
                                    new BigDecimal("1E+400"),
                                    new BigDecimal("-1E-400"),
                                    new BigDecimal("1E+2147483647"),
                                    new BigDecimal("1E-2147483647"),
                                    new BigDecimal("9".repeat(100)),
                                    new BigDecimal("0." + "1".repeat(99)))),
                    entry("count", List.of(OptionalInt.empty(), OptionalInt.of(0))),
                    entry("total", List.of(OptionalLong.empty(), OptionalLong.of(Long.MIN_VALUE))),
                    entry(
                            "ratio",
                            List.of(
                                    OptionalDouble.empty(),
                                    OptionalDouble.of(-0.0),
                                    OptionalDouble.of(Double.NaN),
                                    OptionalDouble.of(Double.NEGATIVE_INFINITY),
                                    OptionalDouble.of(3))),
                    entry("id", List.of(new UUID(0, 0), new UUID(-1, -1))),
                    entry(
                            "place",
                            List.of(
                                    URI.create(""),
                                    URI.create("#"),
                                    URI.create("a?b#c"),
                                    URI.create("mailto:a@b"),
                                    URI.create("HTTP://Ä.example/%c3%84"),
                                    URI.create("urn:x:y"))),
                    entry(
                            "language",
                            List.of(
                                    Locale.ROOT,
                                    Locale.of(""),
                                    Locale.GERMAN,
                                    Locale.GERMANY,
                                    Locale.forLanguageTag("zh-Hans-CN"),
                                    Locale.forLanguageTag("de-DE-1996-u-co-phonebk-x-a"),
                                    Locale.of("ja", "JP", "JP"),
                                    Locale.of("iw"))),
                    entry(
                            "at",
                            List.of(
                                    Instant.MIN,
                                    Instant.MAX,
                                    Instant.EPOCH,
                                    Instant.EPOCH.minusNanos(1),
                                    Instant.parse("0000-01-01T00:00:00Z"),
                                    Instant.parse("0001-01-01T00:00:00.000000001Z"),
                                    Instant.parse("9999-12-31T23:59:59.999999999Z"),
                                    Instant.parse("+10000-01-01T00:00:00.100Z"),
                                    Instant.parse("2016-12-31T23:59:59.999Z"))),
                    entry(
                            "day",
                            List.of(
                                    LocalDate.MIN,
                                    LocalDate.MAX,
                                    LocalDate.of(1, 1, 1),
                                    LocalDate.of(0, 2, 29),
                                    LocalDate.of(-1, 12, 31),
                                    LocalDate.of(9999, 12, 31),
                                    LocalDate.of(10_000, 1, 1))),
                    entry("time", List.of(LocalTime.MIN, LocalTime.MAX, LocalTime.of(0, 0, 0, 10))),
                    entry(
                            "dateTime",
                            List.of(
                                    LocalDateTime.MIN,
                                    LocalDateTime.MAX,
                                    LocalDateTime.of(1, 1, 1, 0, 0),
                                    LocalDateTime.of(9999, 12, 31, 23, 59, 59, 1),
                                    LocalDateTime.of(10_000, 1, 1, 0, 0, 0, 100))),
                    entry("offsetTime", List.of(OffsetTime.MIN, OffsetTime.MAX)),
                    entry(
                            "offsetDateTime",
                            List.of(
                                    OffsetDateTime.MIN,
                                    OffsetDateTime.MAX,
                                    OffsetDateTime.parse("2020-01-01T00:00:00Z"),
                                    OffsetDateTime.parse("2020-01-01T00:00:00+01:02:03"))),
                    entry(
                            "zoned",
                            List.of(
                                    SUMMER_OVERLAP,
                                    SUMMER_OVERLAP.withLaterOffsetAtOverlap(),
                                    LocalDateTime.MAX.atZone(ZoneOffset.MIN),
                                    LocalDateTime.MIN.atZone(ZoneOffset.MAX),
                                    ZonedDateTime.parse("2020-01-01T00:00Z"),
                                    ZonedDateTime.parse("2020-01-01T00:00Z[UTC]"),
                                    ZonedDateTime.parse("2020-01-01T00:00Z[GMT0]"),
                                    ZonedDateTime.parse("1800-01-01T00:00+00:53:28[Europe/Berlin]"),
                                    LocalDateTime.of(2020, 1, 1, 0, 0)
                                            .atZone(ZoneId.of("UTC+01:30")))),
                    entry(
                            "duration",
                            List.of(
                                    Duration.ZERO,
                                    Duration.ofNanos(-1),
                                    Duration.ofSeconds(-1, 1),
                                    Duration.ofSeconds(Long.MIN_VALUE),
                                    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))),
                    entry(
                            "period",
                            List.of(
                                    Period.ZERO,
                                    Period.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                                    Period.ofMonths(13))),
                    entry("year", List.of(Year.of(Year.MIN_VALUE), Year.of(0), Year.of(10_000))),
                    entry(
                            "yearMonth",
                            List.of(
                                    YearMonth.of(Year.MIN_VALUE, 1),
                                    YearMonth.of(Year.MAX_VALUE, 12),
                                    YearMonth.of(0, 1),
                                    YearMonth.of(-5, 1))),
                    entry("monthDay", List.of(MonthDay.of(2, 29), MonthDay.of(12, 31))),
                    entry("offset", List.of(ZoneOffset.MIN, ZoneOffset.UTC, ZoneOffset.MAX)),
                    entry("bytes", List.of(new byte[0], new byte[] {-1}, new byte[] {0, 1, 2})),
                    entry("tip", List.of(Optional.empty(), Optional.of(Coin.PENNY))),
                    entry("payment", List.of(new Payment.Twice(Coin.POUND, Integer.MIN_VALUE))),
                    entry("texts", List.of(List.of(), List.of(""), List.of("null", "a", "a"))),
                    entry("coins", List.of(EnumSet.noneOf(Coin.class), EnumSet.allOf(Coin.class))),
                    entry("purse", List.of(new EnumMap<>(Coin.class))),
                    entry(
                            "byText",
                            List.of(
                                    Map.of(),
                                    Map.of("", Coin.PENNY),
                                    Map.of("@type", Coin.PENNY, "é".repeat(128), Coin.POUND),
                                    Map.of("\u0000\"\\🐕", Coin.PENNY))),
                    entry(
                            "byReal",
                            List.of(
                                    Map.of(-0.0, "a", 0.0, "b", Double.NaN, "c"),
                                    Map.of(Double.NEGATIVE_INFINITY, "a", Double.MIN_VALUE, "b"))),
                    entry(
                            "byAmount",
                            List.of(
                                    Map.of(new BigDecimal("1.10"), "a", new BigDecimal("1.1"), "b"),
                                    Map.of(new BigDecimal("1E+400"), "a"),
                                    Map.of(new BigDecimal("9".repeat(256)), "a"))),
                    entry("byInstant", List.of(Map.of(Instant.MIN, "a", Instant.MAX, "b"))),
                    entry(
                            "byDateTime",
                            List.of(Map.of(LocalDateTime.MIN, "a", LocalDateTime.MAX, "b"))),
                    entry("byPlace", List.of(Map.of(URI.create(""), "a"))),
                    entry("byLanguage", List.of(Map.of(Locale.ROOT, "a", Locale.GERMAN, "b"))),
                    entry("byLetter", List.of(Map.of('"', true, '\u0000', false))));

    private Extremes() {}
}
