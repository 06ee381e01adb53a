package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.jackson.Everything.Coin;
import org.annals.jackson.Everything.Pair;
import org.annals.jackson.Everything.Payment;
import org.junit.jupiter.api.Test;

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

/**
 * The stored form of every type that an event may hold: it must be read for ever (TRA-1, TRA-2).
 */
final class EverythingTest {
    private static final Everything EVENT =
            new Everything(
                    "Zoë \"狗\" 🐕\n",
                    'é',
                    true,
                    (byte) -128,
                    (short) 300,
                    -70000,
                    Long.MIN_VALUE,
                    1.1f,
                    -0.0,
                    new BigInteger("18446744073709551616"),
                    new BigDecimal("1.10"),
                    OptionalInt.of(3),
                    OptionalLong.empty(),
                    OptionalDouble.of(0.5),
                    new UUID(1, 2),
                    URI.create("https://example.org/a?b=c#d"),
                    Locale.forLanguageTag("zh-Hans-CN"),
                    Currency.getInstance("EUR"),
                    Coin.POUND,
                    Instant.parse("2020-01-02T03:04:05.120Z"),
                    LocalDate.of(2020, 1, 2),
                    LocalTime.of(3, 4),
                    LocalDateTime.of(2020, 1, 2, 3, 4, 5, 100_000_000),
                    OffsetTime.parse("03:04+01:00"),
                    OffsetDateTime.parse("2020-01-02T03:04+01:00"),
                    ZonedDateTime.parse("2020-01-02T03:04+01:00[Europe/Berlin]"),
                    Duration.ofMillis(-90_500),
                    Period.of(1, -2, 3),
                    Year.of(2020),
                    YearMonth.of(12020, 1),
                    Month.MAY,
                    MonthDay.of(2, 29),
                    DayOfWeek.MONDAY,
                    ZoneId.of("Europe/Berlin"),
                    ZoneOffset.ofHours(-3),
                    new byte[] {0, -1, 127},
                    new Payment.Twice(Coin.PENNY, 50),
                    Optional.of(new Payment.Twice(Coin.POUND, 1)),
                    new Pair<>(new BigDecimal("1E+3"), List.of(Coin.PENNY)),
                    Arrays.asList("a", null, ""),
                    List.of(Set.of(Map.of(Coin.PENNY, Optional.of(LocalDate.of(2020, 1, 2))))),
                    Set.of(new UUID(3, 4)),
                    Set.of(LocalDate.of(2020, 1, 2)),
                    EnumSet.of(Coin.PENNY, Coin.POUND),
                    new EnumMap<>(Map.of(Coin.POUND, 5L)),
                    Map.of("é", Coin.PENNY),
                    Map.of(new UUID(5, 6), Instant.EPOCH),
                    Map.of(-1, "a"),
                    Map.of(1.0, "b"),
                    Map.of(new BigDecimal("1.10"), "c"),
                    Map.of(Coin.POUND, "d"),
                    Map.of(Instant.EPOCH.plusMillis(1), "e"),
                    Map.of(LocalDateTime.of(2020, 1, 2, 3, 4), "f"),
                    Map.of(URI.create("a:b"), "g"),
                    Map.of(Locale.US, "h"),
                    Map.of('x', false));

    private static final String STORED =
            """
            {"text":"Zoë \\"狗\\" 🐕\\n","letter":"é","truth":true,"tiny":-128,"small":300,\
            "whole":-70000,"large":-9223372036854775808,"real":1.1,"precise":-0.0,\
            "number":18446744073709551616,"amount":1.10,"count":3,"total":null,"ratio":0.5,\
            "id":"00000000-0000-0001-0000-000000000002","place":"https://example.org/a?b=c#d",\
            "language":"zh-Hans-CN","currency":"EUR","coin":"POUND",\
            "at":"2020-01-02T03:04:05.120Z","day":"2020-01-02","time":"03:04:00",\
            "dateTime":"2020-01-02T03:04:05.1","offsetTime":"03:04+01:00",\
            "offsetDateTime":"2020-01-02T03:04:00+01:00",\
            "zoned":"2020-01-02T03:04:00+01:00[Europe/Berlin]","duration":"PT-1M-30.5S",\
            "period":"P1Y-2M3D","year":2020,"yearMonth":"12020-01","month":5,\
            "monthDay":"--02-29","dayOfWeek":"MONDAY","zone":"Europe/Berlin","offset":"-03:00",\
            "bytes":"AP9/","payment":{"@type":"Twice","of":["Coin","PENNY"],"percent":50},\
            "tip":{"@type":"Twice","of":["Coin","POUND"],"percent":1},\
            "pair":{"first":1E+3,"second":["PENNY"]},"texts":["a",null,""],\
            "nested":[[{"PENNY":"2020-01-02"}]],"ids":["00000000-0000-0003-0000-000000000004"],\
            "days":["2020-01-02"],"coins":["PENNY","POUND"],"purse":{"POUND":5},\
            "byText":{"é":["Coin","PENNY"]},\
            "byId":{"00000000-0000-0005-0000-000000000006":"1970-01-01T00:00:00Z"},\
            "byNumber":{"-1":"a"},"byReal":{"1.0":"b"},"byAmount":{"1.10":"c"},\
            "byCoin":{"POUND":"d"},"byInstant":{"1970-01-01T00:00:00.001Z":"e"},\
            "byDateTime":{"2020-01-02T03:04":"f"},"byPlace":{"a:b":"g"},\
            "byLanguage":{"en_US":"h"},"byLetter":{"x":false}}""";

    @Test
    void everyTypeIsWrittenAsItWasWhenTheFirstEventWasStored() {
        assertThat(Json.of(EVENT)).isEqualTo(STORED);
    }

    @Test
    void everyTypeIsReadAsItWas() {
        Everything.assertSame(Json.decode(STORED, Everything.class), EVENT);
    }
}
