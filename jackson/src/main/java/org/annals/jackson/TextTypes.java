package org.annals.jackson;

import static org.annals.jackson.TextType.exact;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_ZONED_DATE_TIME;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.exc.StreamConstraintsException;

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
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The types of the JDK that are text in JSON: as Jackson writes them, and read from no other text.
 */
final class TextTypes {
    private static final TextType<OffsetDateTime> OFFSET_DATE_TIME =
            exact(OffsetDateTime.class, OffsetDateTime::parse, ISO_OFFSET_DATE_TIME::format);

    private static final List<TextType<?>> VALUES_AND_KEYS =
            List.of(
                    exact(Currency.class, Currency::getInstance, Currency::getCurrencyCode),
                    exact(Duration.class, Duration::parse, Duration::toString),
                    new TextType<>(Instant.class, IsoText::instant, Instant::toString),
                    new TextType<>(LocalDate.class, IsoText::date, LocalDate::toString),
                    exact(MonthDay.class, MonthDay::parse, MonthDay::toString),
                    exact(OffsetTime.class, OffsetTime::parse, OffsetTime::toString),
                    exact(Period.class, Period::parse, Period::toString),
                    exact(URI.class, URI::create, TextTypes::addressText),
                    exact(UUID.class, UUID::fromString, UUID::toString),
                    exact(YearMonth.class, TextTypes::yearMonth, YearMonth::toString),
                    exact(ZoneId.class, ZoneId::of, ZoneId::getId),
                    exact(ZoneOffset.class, ZoneOffset::of, ZoneOffset::getId),
                    new TextType<>(
                            ZonedDateTime.class, TextTypes::zoned, ISO_ZONED_DATE_TIME::format));

    /** The types of which values are text. */
    static final List<TextType<?>> VALUES =
            both(
                    new TextType<>(
                            LocalDateTime.class, IsoText::dateTime, ISO_LOCAL_DATE_TIME::format),
                    exact(LocalTime.class, LocalTime::parse, ISO_LOCAL_TIME::format),
                    exact(Locale.class, TextTypes::locale, TextTypes::languageTag),
                    OFFSET_DATE_TIME);

    /** The types of which keys of maps are text, and not always the text of the value. */
    static final List<TextType<?>> KEYS =
            both(
                    exact(BigDecimal.class, BigDecimal::new, BigDecimal::toString),
                    exact(BigInteger.class, BigInteger::new, BigInteger::toString),
                    exact(Boolean.class, Boolean::valueOf, String::valueOf),
                    exact(Byte.class, Byte::valueOf, String::valueOf),
                    exact(Character.class, text -> text.charAt(0), String::valueOf),
                    exact(Double.class, Double::valueOf, String::valueOf),
                    exact(Float.class, Float::valueOf, String::valueOf),
                    exact(Integer.class, Integer::valueOf, String::valueOf),
                    exact(LocalDateTime.class, LocalDateTime::parse, LocalDateTime::toString),
                    exact(LocalTime.class, LocalTime::parse, LocalTime::toString),
                    exact(Locale.class, TextTypes::localeOfParts, TextTypes::partsOf),
                    exact(Long.class, Long::valueOf, String::valueOf),
                    exact(OffsetDateTime.class, OffsetDateTime::parse, OffsetDateTime::toString),
                    exact(Short.class, Short::valueOf, String::valueOf),
                    exact(Year.class, text -> Year.of(Integer.parseInt(text)), Year::toString));

    private TextTypes() {}

    private static List<TextType<?>> both(TextType<?>... more) {
        return Stream.concat(VALUES_AND_KEYS.stream(), Stream.of(more)).toList();
    }

    private static String addressText(URI uri) {
        return requireSame(uri, URI.create(uri.toString()), uri.toString());
    }

    private static Locale locale(String text) {
        return text.isEmpty() ? Locale.ROOT : Locale.forLanguageTag(text);
    }

    private static String languageTag(Locale locale) {
        String text = locale.equals(Locale.ROOT) ? "" : locale.toLanguageTag();
        return requireSame(locale, locale(text), text);
    }

    private static Locale localeOfParts(String text) {
        String[] parts = text.split("_", 3);
        return switch (parts.length) {
            case 1 -> Locale.of(parts[0]);
            case 2 -> Locale.of(parts[0], parts[1]);
            default -> Locale.of(parts[0], parts[1], parts[2]);
        };
    }

    private static String partsOf(Locale locale) {
        return requireSame(locale, localeOfParts(locale.toString()), locale.toString());
    }

    // The text of a YearMonth has no sign before a year of five digits, and parse() wants one.
    private static YearMonth yearMonth(String text) {
        int dash = text.lastIndexOf('-');
        return YearMonth.of(
                Integer.parseInt(text.substring(0, dash)),
                Integer.parseInt(text.substring(dash + 1)));
    }

    // The rules of a zone may change after an event was stored. Then the instant stays.
    private static @Nullable ZonedDateTime zoned(String text) {
        ZonedDateTime value = ZonedDateTime.parse(text);
        String zone = value.getZone() instanceof ZoneOffset ? "" : "[" + value.getZone() + "]";
        boolean exact =
                text.endsWith(zone)
                        && OFFSET_DATE_TIME.read(text.substring(0, text.length() - zone.length()))
                                != null;
        return exact ? value : null;
    }

    private static <T> String requireSame(T value, T readAgain, String text) {
        if (!readAgain.equals(value)) {
            throw new StreamConstraintsException("its text would be read as another value");
        }
        return text;
    }
}
