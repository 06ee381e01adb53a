package org.annals.testkit.transcoding;

import static org.annals.testkit.transcoding.ValueKind.ABSENT;
import static org.annals.testkit.transcoding.ValueKind.BYTES;
import static org.annals.testkit.transcoding.ValueKind.CHOICE;
import static org.annals.testkit.transcoding.ValueKind.CONSTANT;
import static org.annals.testkit.transcoding.ValueKind.DATE;
import static org.annals.testkit.transcoding.ValueKind.DECIMAL;
import static org.annals.testkit.transcoding.ValueKind.DURATION;
import static org.annals.testkit.transcoding.ValueKind.ID;
import static org.annals.testkit.transcoding.ValueKind.INSTANT;
import static org.annals.testkit.transcoding.ValueKind.INTEGER;
import static org.annals.testkit.transcoding.ValueKind.LIST;
import static org.annals.testkit.transcoding.ValueKind.MAP;
import static org.annals.testkit.transcoding.ValueKind.OPTIONAL;
import static org.annals.testkit.transcoding.ValueKind.REAL;
import static org.annals.testkit.transcoding.ValueKind.RECORD;
import static org.annals.testkit.transcoding.ValueKind.SET;
import static org.annals.testkit.transcoding.ValueKind.TEXT;
import static org.annals.testkit.transcoding.ValueKind.TRUTH;
import static org.annals.testkit.transcoding.ValueKind.WHOLE;

import org.annals.testkit.transcoding.Shapes.Box;
import org.annals.testkit.transcoding.Shapes.Choice;
import org.annals.testkit.transcoding.Shapes.Colour;
import org.annals.testkit.transcoding.Shapes.Deep;
import org.annals.testkit.transcoding.Shapes.Nested;
import org.annals.testkit.transcoding.Shapes.Nothing;
import org.annals.testkit.transcoding.Shapes.OfAbsent;
import org.annals.testkit.transcoding.Shapes.OfBytes;
import org.annals.testkit.transcoding.Shapes.OfChoice;
import org.annals.testkit.transcoding.Shapes.OfConstant;
import org.annals.testkit.transcoding.Shapes.OfDate;
import org.annals.testkit.transcoding.Shapes.OfDecimal;
import org.annals.testkit.transcoding.Shapes.OfDuration;
import org.annals.testkit.transcoding.Shapes.OfId;
import org.annals.testkit.transcoding.Shapes.OfInstant;
import org.annals.testkit.transcoding.Shapes.OfInteger;
import org.annals.testkit.transcoding.Shapes.OfLarge;
import org.annals.testkit.transcoding.Shapes.OfList;
import org.annals.testkit.transcoding.Shapes.OfMap;
import org.annals.testkit.transcoding.Shapes.OfOptional;
import org.annals.testkit.transcoding.Shapes.OfReal;
import org.annals.testkit.transcoding.Shapes.OfRecord;
import org.annals.testkit.transcoding.Shapes.OfSet;
import org.annals.testkit.transcoding.Shapes.OfSmall;
import org.annals.testkit.transcoding.Shapes.OfText;
import org.annals.testkit.transcoding.Shapes.OfTruth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Objects that the transcoder of a contract encodes, or says that it does not. */
final class Samples {
    /** Content that no message may have. */
    static final String CANARY = "Zaphod-Quillfeather";

    private Samples() {}

    /** Returns objects that are kept exactly if their kinds are encoded, and refused otherwise. */
    static List<Sample> ordinary() {
        List<Sample> all = new ArrayList<>();
        all.add(Sample.of(new Nothing(), RECORD));
        for (String text :
                List.of("", "sit", "Zoë \"狗\" 🐕\n\t\\\u0000\u2028", "é".repeat(40_000))) {
            all.add(Sample.of(new OfText(text), TEXT));
        }
        all.add(Sample.of(new OfTruth(true), TRUTH));
        all.add(Sample.of(new OfTruth(false), TRUTH));
        for (int number : new int[] {0, 1, -1, 300, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            all.add(Sample.of(new OfSmall(number), WHOLE));
        }
        for (long number : new long[] {-70_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
            all.add(Sample.of(new OfLarge(number), WHOLE));
        }
        for (double number : new double[] {0.1, -0.0, 1e300, Double.MIN_VALUE}) {
            all.add(Sample.of(new OfReal(number), REAL));
        }
        for (String number : List.of("0", "-1", "18446744073709551616", "1" + "0".repeat(50))) {
            all.add(Sample.of(new OfInteger(new BigInteger(number)), INTEGER));
        }
        for (String number : List.of("1.10", "1.1", "0.00", "-12345678901234567890.5", "1E+3")) {
            all.add(Sample.of(new OfDecimal(new BigDecimal(number)), DECIMAL));
        }
        all.add(Sample.of(new OfId(new UUID(0, 1)), ID));
        all.add(Sample.of(new OfId(new UUID(-1, -2)), ID));
        for (String at :
                List.of("2020-01-02T03:04:05.123456789Z", "1969-12-31T23:59:59.999999999Z")) {
            all.add(Sample.of(new OfInstant(Instant.parse(at)), INSTANT));
        }
        for (String day : List.of("2020-02-29", "0001-01-01", "9999-12-31")) {
            all.add(Sample.of(new OfDate(LocalDate.parse(day)), DATE));
        }
        for (String span : List.of("PT0S", "PT-0.000000001S", "PT25H1.5S")) {
            all.add(Sample.of(new OfDuration(Duration.parse(span)), DURATION));
        }
        for (Colour colour : Colour.values()) {
            all.add(Sample.of(new OfConstant(colour), CONSTANT));
        }
        all.add(Sample.of(new OfBytes(new byte[0]), BYTES));
        all.add(Sample.of(new OfBytes(everyByte()), BYTES));
        all.addAll(containers());
        return List.copyOf(all);
    }

    private static List<Sample> containers() {
        var choices =
                List.of(
                        new Choice.One(1),
                        new Choice.Other(1),
                        new Choice.Twice(new Choice.One(2)));
        List<Sample> all = new ArrayList<>();
        all.add(Sample.of(new OfOptional(Optional.of("")), OPTIONAL, TEXT));
        all.add(Sample.of(new OfOptional(Optional.empty()), OPTIONAL));
        all.add(Sample.of(new OfList(List.of()), LIST));
        all.add(Sample.of(new OfList(List.of("b", "a", "b")), LIST, TEXT));
        all.add(Sample.of(new OfSet(Set.of()), SET));
        all.add(Sample.of(new OfSet(new LinkedHashSet<>(List.of("b", "a"))), SET, TEXT));
        all.add(Sample.of(new OfMap(Map.of()), MAP));
        all.add(
                Sample.of(
                        new OfMap(new LinkedHashMap<>(Map.of("", 1, "@type", 2, "é", 3))),
                        MAP,
                        TEXT,
                        WHOLE));
        all.add(Sample.of(new OfRecord(new Box("in", 2)), RECORD, TEXT, WHOLE));
        for (Choice choice : choices) {
            all.add(Sample.of(new OfChoice(choice), CHOICE, RECORD, WHOLE));
        }
        all.add(Sample.of(new OfAbsent(null), ABSENT));
        all.add(nested(10));
        all.add(
                Sample.of(
                        new Deep(
                                Map.of(
                                        "a",
                                        List.of(Optional.of(new Box("x", 1)), Optional.empty())),
                                List.of(Set.of(Map.of("k", new BigDecimal("1.10")))),
                                Optional.of(new Choice.Twice(new Choice.Other(3))),
                                List.of(List.of(new OfBytes(new byte[] {0, -1})))),
                        MAP,
                        LIST,
                        OPTIONAL,
                        RECORD,
                        TEXT,
                        WHOLE,
                        SET,
                        DECIMAL,
                        CHOICE,
                        BYTES));
        return all;
    }

    /** Returns objects that are either refused or kept exactly, whoever encodes their kinds. */
    @SuppressWarnings({"NullAway", "NullOptional"})
    static List<Sample> extreme() {
        List<Sample> all = new ArrayList<>();
        for (String text : List.of("\ud800", "a\udc00b", "\udc00\ud800")) {
            all.add(Sample.of(new OfText(text), TEXT));
            all.add(Sample.of(new OfList(List.of(text)), TEXT, LIST));
            all.add(Sample.of(new OfMap(Map.of(text, 1)), TEXT, MAP, WHOLE));
        }
        all.add(Sample.of(new OfText(null), TEXT));
        all.add(Sample.of(new OfInstant(null), INSTANT));
        all.add(Sample.of(new OfConstant(null), CONSTANT));
        all.add(Sample.of(new OfBytes(null), BYTES));
        all.add(Sample.of(new OfOptional(null), OPTIONAL));
        all.add(Sample.of(new OfList(null), LIST));
        all.add(Sample.of(new OfList(Arrays.asList("a", null)), LIST, TEXT));
        all.add(Sample.of(new OfSet(new LinkedHashSet<>(Arrays.asList("a", null))), SET, TEXT));
        all.add(Sample.of(new OfMap(withNullValue()), MAP, TEXT, WHOLE));
        all.add(Sample.of(new OfRecord(null), RECORD));
        all.add(Sample.of(new OfChoice(null), CHOICE));
        for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            all.add(Sample.of(new OfReal(number), REAL));
        }
        for (int digits : new int[] {100, 101, 1_000, 10_000}) {
            all.add(Sample.of(new OfInteger(BigInteger.TEN.pow(digits)), INTEGER));
            all.add(
                    Sample.of(
                            new OfDecimal(new BigDecimal(BigInteger.TEN.pow(digits), 3)), DECIMAL));
        }
        for (int scale : new int[] {Integer.MIN_VALUE + 1, Integer.MAX_VALUE}) {
            all.add(Sample.of(new OfDecimal(new BigDecimal(BigInteger.ONE, scale)), DECIMAL));
        }
        for (Instant at : List.of(Instant.MIN, Instant.MAX)) {
            all.add(Sample.of(new OfInstant(at), INSTANT));
        }
        for (LocalDate day : List.of(LocalDate.MIN, LocalDate.MAX)) {
            all.add(Sample.of(new OfDate(day), DATE));
        }
        for (long seconds : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            all.add(Sample.of(new OfDuration(Duration.ofSeconds(seconds, 1)), DURATION));
        }
        all.add(Sample.of(new OfMap(Map.of("k".repeat(100_000), 1)), MAP, TEXT, WHOLE));
        for (int depth : new int[] {30, 49, 50, 51, 100, 300}) {
            all.add(nested(depth));
        }
        return List.copyOf(all);
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Integer> withNullValue() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", null);
        return map;
    }

    /** Returns a record within a record, and so on. */
    static Sample nested(int depth) {
        var nested = new Nested(List.of());
        for (int i = 1; i < depth; i++) {
            nested = new Nested(List.of(nested));
        }
        return Sample.of(nested, LIST, RECORD);
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }
}
