package org.annals.testkit.transcoding;

import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The classes of samples, which are public so that transcoders reach their components. */
final class Shapes {
    private Shapes() {}

    public record Nothing() {}

    public record OfText(String value) {}

    public record OfTruth(boolean value) {}

    public record OfSmall(int value) {}

    public record OfLarge(long value) {}

    public record OfReal(double value) {}

    public record OfInteger(BigInteger value) {}

    public record OfDecimal(BigDecimal value) {}

    public record OfId(UUID value) {}

    public record OfInstant(Instant value) {}

    public record OfDate(LocalDate value) {}

    public record OfDuration(Duration value) {}

    public record OfConstant(Colour value) {}

    public record OfOptional(Optional<String> value) {}

    public record OfList(List<String> value) {}

    public record OfSet(Set<String> value) {}

    public record OfMap(Map<String, Integer> value) {}

    public record OfRecord(Box value) {}

    public record OfChoice(Choice value) {}

    public record OfAbsent(@Nullable String value) {}

    public record Nested(List<Nested> in) {}

    public record Box(String first, int second) {}

    /** A box that has moved to another class. */
    public record MovedBox(String first, int second) {}

    public record BoxOfLess(String first) {}

    public record BoxOfMore(String first, int second, String third) {}

    public record Deep(
            Map<String, List<Optional<Box>>> boxes,
            List<Set<Map<String, BigDecimal>>> numbers,
            Optional<Choice> choice,
            List<List<OfBytes>> bytes) {}

    /** Equal to one whose array has the same bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    public record OfBytes(byte[] value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfBytes(var bytes) && Arrays.equals(value, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** Has constants that look otherwise, and are classes of their own. */
    public enum Colour {
        RED,
        BLUE {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    public sealed interface Choice {
        record One(int number) implements Choice {}

        record Other(int number) implements Choice {}

        record Twice(Choice in) implements Choice {}
    }

    /** What nobody can encode, since nothing could be read back. */
    public record OfThread(Thread unspeakable) {}

    public record OuterOfThread(OfThread outer) {}

    /** Refuses to be made, once it is said so. */
    public record Strict(String value) {
        static final ThreadLocal<Boolean> REFUSING = ThreadLocal.withInitial(() -> false);

        public Strict {
            if (REFUSING.get()) {
                throw new IllegalStateException("not any more");
            }
        }
    }

    /** As long as the name of {@link Alarmed}. */
    public record Deceive(String value) {}

    /** Tells that it was initialized. */
    public record Alarmed(String value) {
        static {
            Alarm.RUNG.set(true);
        }
    }

    /** Whether a class was initialized that nobody asked for. */
    static final class Alarm {
        static final AtomicBoolean RUNG = new AtomicBoolean();

        private Alarm() {}
    }

    /** Has personal data beside what is nobody's. */
    public record Member(
            @Subject String id,
            @Personal Erasable<String> name,
            @Personal Erasable<List<Box>> boxes,
            Map<String, String> labels) {}

    /** What {@link Box} became. */
    public record NewBox(String label, int second, @Nullable String colour) {}
}
