package org.annals.jackson;

import static java.util.Map.entry;

import org.annals.jackson.Everything.Coin;
import org.annals.jackson.Everything.Pair;
import org.annals.jackson.Everything.Payment;
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
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes events of random values, of which some are {@link Extremes}. Not for several threads. */
final class RandomEvents {
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();
    private static final List<Currency> CURRENCIES = List.copyOf(Currency.getAvailableCurrencies());
    // Other ones have no language tag, or none that leads back to them, and are refused.
    private static final List<Locale> LOCALES =
            Stream.of(Locale.getAvailableLocales())
                    .filter(each -> Locale.forLanguageTag(each.toLanguageTag()).equals(each))
                    .toList();

    private final Random random;
    private final Map<String, Supplier<?>> values;

    RandomEvents(long seed) {
        this.random = new Random(seed);
        this.values =
                Map.ofEntries(
                        entry("text", this::text),
                        entry("letter", () -> (char) random.nextInt(0xd800)),
                        entry("truth", random::nextBoolean),
                        entry("tiny", () -> (byte) random.nextInt()),
                        entry("small", () -> (short) random.nextInt()),
                        entry("whole", random::nextInt),
                        entry("large", random::nextLong),
                        entry("real", () -> Float.intBitsToFloat(random.nextInt())),
                        entry("precise", this::real),
                        entry("number", () -> new BigInteger(random.nextInt(330), random).negate()),
                        entry("amount", this::amount),
                        entry("count", () -> OptionalInt.of(random.nextInt())),
                        entry("total", () -> OptionalLong.of(random.nextLong())),
                        entry("ratio", () -> OptionalDouble.of(real())),
                        entry("id", this::id),
                        entry("place", this::place),
                        entry("language", () -> oneOf(LOCALES)),
                        entry("currency", () -> oneOf(CURRENCIES)),
                        entry("coin", this::coin),
                        entry("at", this::instant),
                        entry("day", this::day),
                        entry("time", this::time),
                        entry("dateTime", () -> LocalDateTime.of(day(), time())),
                        entry("offsetTime", () -> OffsetTime.of(time(), offset())),
                        entry("offsetDateTime", () -> recent().atOffset(offset())),
                        entry("zoned", this::zoned),
                        entry(
                                "duration",
                                () ->
                                        Duration.ofSeconds(
                                                random.nextLong(), random.nextInt(1_000_000_000))),
                        entry(
                                "period",
                                () ->
                                        Period.of(
                                                random.nextInt(),
                                                random.nextInt(),
                                                random.nextInt())),
                        entry("year", () -> Year.of(random.nextInt(-20_000, 20_000))),
                        entry("yearMonth", () -> YearMonth.from(day())),
                        entry("month", () -> oneOf(List.of(Month.values()))),
                        entry("monthDay", () -> MonthDay.from(day())),
                        entry("dayOfWeek", () -> oneOf(List.of(DayOfWeek.values()))),
                        entry("zone", () -> ZoneId.of(oneOf(ZONES))),
                        entry("offset", this::offset),
                        entry("bytes", this::bytes),
                        entry("payment", () -> payment(3)),
                        entry("tip", () -> Optional.of(payment(1))),
                        entry("pair", () -> new Pair<>(amount(), listOf(this::coin))),
                        entry("texts", () -> listOf(this::text)),
                        entry(
                                "nested",
                                () -> listOf(() -> setOf(() -> byCoin(() -> Optional.of(day()))))),
                        entry("ids", () -> setOf(this::id)),
                        entry("days", () -> setOf(this::day)),
                        entry("coins", () -> EnumSet.of(coin())),
                        entry("purse", () -> new EnumMap<>(Map.of(coin(), random.nextLong()))),
                        entry("byText", () -> mapOf(this::text, () -> payment(2))),
                        entry("byId", () -> mapOf(this::id, this::instant)),
                        entry("byNumber", () -> mapOf(random::nextInt, this::text)),
                        entry("byReal", () -> mapOf(this::real, this::text)),
                        entry("byAmount", () -> mapOf(this::amount, this::text)),
                        entry("byCoin", () -> byCoin(this::text)),
                        entry("byInstant", () -> mapOf(this::instant, this::text)),
                        entry("byDateTime", () -> mapOf(this::recent, this::text)),
                        entry("byPlace", () -> mapOf(this::place, this::text)),
                        entry(
                                "byLanguage",
                                () ->
                                        mapOf(
                                                () -> oneOf(List.of(Locale.US, Locale.ROOT)),
                                                this::text)),
                        entry(
                                "byLetter",
                                () ->
                                        mapOf(
                                                () -> (char) random.nextInt(0xd800),
                                                random::nextBoolean)));
    }

    Everything next() {
        Map<String, Object> components = new HashMap<>();
        values.forEach(
                (name, value) -> {
                    List<?> extremes = Extremes.VALUES.getOrDefault(name, List.of());
                    if (random.nextInt(8) > 0) {
                        components.put(
                                name,
                                extremes.isEmpty() || random.nextInt(3) > 0
                                        ? value.get()
                                        : oneOf(extremes));
                    }
                });
        return Everything.with(components);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int codePoint = random.nextInt(Character.MAX_CODE_POINT >> random.nextInt(15));
            boolean isCharacter = codePoint < 0xd800 || codePoint > 0xdfff;
            text.appendCodePoint(isCharacter ? codePoint : 'x');
        }
        return text.toString();
    }

    private double real() {
        return Double.longBitsToDouble(random.nextLong());
    }

    private BigDecimal amount() {
        return new BigDecimal(new BigInteger(random.nextInt(250), random), random.nextInt(-25, 25));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private URI place() {
        return URI.create(
                "https://example.org/" + random.nextInt() + "?a=%20é#" + random.nextInt());
    }

    private Coin coin() {
        return oneOf(List.of(Coin.values()));
    }

    private Instant instant() {
        return recent().toInstant(ZoneOffset.UTC);
    }

    /** Returns a time of the years 0 to 9999, which most are of, with any number of digits. */
    private LocalDateTime recent() {
        long second = random.nextLong(-62_167_219_200L, 253_402_300_800L);
        int unit = (int) Math.pow(10, random.nextInt(10));
        return LocalDateTime.ofEpochSecond(
                second, random.nextInt(1_000_000_000) / unit * unit, ZoneOffset.UTC);
    }

    private LocalDate day() {
        return random.nextBoolean()
                ? recent().toLocalDate()
                : LocalDate.ofEpochDay(random.nextLong(-4_000_000, 4_000_000));
    }

    private LocalTime time() {
        return random.nextBoolean()
                ? recent().toLocalTime()
                : LocalTime.of(random.nextInt(24), random.nextInt(60));
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(random.nextInt(-18, 18) * 3600 + random.nextInt(60));
    }

    private ZonedDateTime zoned() {
        return instant().atZone(random.nextInt(4) > 0 ? ZoneId.of(oneOf(ZONES)) : offset());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Payment payment(int depth) {
        return depth == 0 || random.nextBoolean()
                ? coin()
                : new Payment.Twice(payment(depth - 1), random.nextInt());
    }

    private <T> List<@Nullable T> listOf(Supplier<T> element) {
        List<@Nullable T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(random.nextInt(8) > 0 ? element.get() : null);
        }
        return list;
    }

    private <T> Set<T> setOf(Supplier<T> element) {
        Set<T> set = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            set.add(element.get());
        }
        return set;
    }

    /** Returns a map in the order of the constants, in which it is read. */
    private <V> Map<Coin, V> byCoin(Supplier<V> value) {
        return new TreeMap<>(mapOf(this::coin, value));
    }

    private <K, V> Map<K, V> mapOf(Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }
}
