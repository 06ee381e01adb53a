package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Function;

/** Times that are read digit by digit are those that the JDK would read, and no others. */
final class IsoTextTest {
    private static final int ROUNDS = 20_000;
    private static final String INSERTS = "0123456789-+:.TZtz ,٣";

    private static final TextType<Instant> INSTANT =
            TextType.exact(Instant.class, Instant::parse, Instant::toString);
    private static final TextType<LocalDate> DATE =
            TextType.exact(LocalDate.class, LocalDate::parse, LocalDate::toString);
    private static final TextType<LocalDateTime> DATE_TIME =
            TextType.exact(LocalDateTime.class, LocalDateTime::parse, ISO_LOCAL_DATE_TIME::format);

    @Test
    void randomWreckageIsReadAsTheJdkReadsIt() {
        long seed = new Random().nextLong();
        System.out.println("IsoTextTest seed " + seed);
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText(random);
            read += isReadAsTheJdkReadsIt(text, IsoText::instant, INSTANT) ? 1 : 0;
            read += isReadAsTheJdkReadsIt(text, IsoText::date, DATE) ? 1 : 0;
            read += isReadAsTheJdkReadsIt(text, IsoText::dateTime, DATE_TIME) ? 1 : 0;
        }
        assertThat(read).as("some is readable, some is not").isBetween(ROUNDS / 10, ROUNDS / 2);
    }

    private static <T> boolean isReadAsTheJdkReadsIt(
            String text, Function<String, @Nullable T> reader, TextType<T> jdk) {
        T expected = jdk.read(text);

        assertThat(new TextType<>(jdk.type(), reader, jdk.writer()).read(text))
                .as(text)
                .isEqualTo(expected);
        return expected != null;
    }

    /** Returns the text of a time, in which something is sometimes wrong. */
    private static String randomText(Random random) {
        var time =
                LocalDateTime.of(
                        random.nextInt(-1, 10_001),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextInt(1_000) * 1_000_000
                                + random.nextInt(2) * random.nextInt(1_000_000));
        var text =
                new StringBuilder(
                        switch (random.nextInt(3)) {
                            case 0 -> time.toInstant(ZoneOffset.UTC).toString();
                            case 1 -> time.toLocalDate().toString();
                            default -> ISO_LOCAL_DATE_TIME.format(time);
                        });
        for (int i = random.nextInt(3); i > 0; i--) {
            char c = INSERTS.charAt(random.nextInt(INSERTS.length()));
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }
}
