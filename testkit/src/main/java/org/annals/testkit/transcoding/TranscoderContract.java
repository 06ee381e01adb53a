package org.annals.testkit.transcoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.annals.persistence.Transcoder;
import org.annals.persistence.TranscodingException;
import org.annals.testkit.transcoding.Shapes.Alarm;
import org.annals.testkit.transcoding.Shapes.Alarmed;
import org.annals.testkit.transcoding.Shapes.Box;
import org.annals.testkit.transcoding.Shapes.BoxOfLess;
import org.annals.testkit.transcoding.Shapes.BoxOfMore;
import org.annals.testkit.transcoding.Shapes.Deceive;
import org.annals.testkit.transcoding.Shapes.MovedBox;
import org.annals.testkit.transcoding.Shapes.Nested;
import org.annals.testkit.transcoding.Shapes.OfInteger;
import org.annals.testkit.transcoding.Shapes.OfSmall;
import org.annals.testkit.transcoding.Shapes.OfText;
import org.annals.testkit.transcoding.Shapes.OfThread;
import org.annals.testkit.transcoding.Shapes.OuterOfThread;
import org.annals.testkit.transcoding.Shapes.Strict;
import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What turning objects into bytes and back means, whatever the bytes look like.
 *
 * <p>A transcoder need not encode everything: {@link #kinds} says what, and the rest must be
 * refused with the type and the path to it.
 */
public abstract class TranscoderContract extends TranscodingContract {
    private static final int RACERS = 8;
    private static final int ROUNDS = 50;
    private static final int FUZZED = 200;
    private static final int FUZZED_BYTES = 400_000;
    private static final int FAR_TOO_DEEP = 20_000;
    private static final int FAR_TOO_LONG = 64 << 20;

    /** For tenants. */
    protected TranscoderContract() {}

    /** Returns what becomes of bytes: an object of the class, or empty if they are refused. */
    private static <T> Optional<T> decoded(Transcoder transcoder, byte[] bytes, Class<T> type) {
        T decoded;
        try {
            decoded = transcoder.decode(bytes, type);
        } catch (TranscodingException e) {
            return Optional.empty();
        }
        assertNotNull(decoded, () -> type + " was decoded to null");
        assertSame(type, ((Object) decoded).getClass(), "bytes have chosen a class");
        return Optional.of(decoded);
    }

    private void assertRefused(byte[] bytes, Class<?> type, String what) {
        assertTrue(
                decoded(decoder(), bytes, type).isEmpty(),
                () -> "%s was taken for a %s".formatted(what, type.getName()));
    }

    /** Returns the bytes of an object, if its kinds are encoded. */
    private Optional<byte[]> encodedIf(Object value, ValueKind first, ValueKind... more) {
        return kinds().containsAll(EnumSet.of(first, more))
                ? Optional.of(encoder().encode(value))
                : Optional.empty();
    }

    @Test
    void whatIsEncodedDecodesToAnEqualValue() {
        for (Object value : kept()) {
            assertKept(encoder().encode(value), value);
        }
    }

    @Test
    void whatItDoesNotEncodeIsRefusedWithTypeAndPath() {
        assertKeepsAnything();
        for (Sample sample : Samples.ordinary()) {
            if (!sample.isOf(kinds())) {
                assertRefusedWith(sample.value(), namesOf(sample));
            }
        }
    }

    /** Returns what the refusal of a sample has to name. */
    private List<String> namesOf(Sample sample) {
        RecordComponent[] components = sample.type().getRecordComponents();
        if (kinds().isEmpty() || components.length == 0) {
            return List.of(sample.type().getSimpleName());
        }
        return components.length > 1
                ? List.of()
                : List.of(components[0].getType().getSimpleName(), components[0].getName());
    }

    private void assertRefusedWith(Object value, List<String> names) {
        String message =
                String.valueOf(
                        assertThrows(
                                        TranscodingException.class,
                                        () -> encoder().encode(value),
                                        () -> value.getClass() + " was encoded")
                                .getMessage());
        for (String name : names) {
            assertTrue(
                    message.contains(name),
                    () -> "the message does not have '%s': %s".formatted(name, message));
        }
    }

    @Test
    void aTypeThatNobodyCanEncodeIsRefusedWithTypeAndPath() {
        assertKeepsAnything();
        var hidden = new OfThread(new Thread(() -> {}));
        boolean looksInto = !kinds().isEmpty();
        assertRefusedWith(
                hidden, looksInto ? List.of("Thread", "unspeakable") : List.of("OfThread"));
        assertRefusedWith(
                new OuterOfThread(hidden),
                kinds().contains(ValueKind.RECORD)
                        ? List.of("Thread", "outer", "unspeakable")
                        : List.of(looksInto ? "outer" : "OuterOfThread"));
    }

    @Test
    void whatCouldNotBeReadBackAsItWasIsRefused() {
        assertKeepsAnything();
        for (Sample sample : Samples.extreme()) {
            byte[] encoded;
            try {
                encoded = encoder().encode(sample.value());
            } catch (TranscodingException e) {
                continue;
            }
            assertTrue(sample.isOf(kinds()), () -> sample + " is encoded");
            assertEquals(sample.value(), decoder().decode(encoded, sample.type()));
        }
    }

    @Test
    void theBytesAreTheCallersToKeep() {
        for (Object value : kept()) {
            var transcoder = encoder();
            byte[] first = transcoder.encode(value);
            byte[] before = first.clone();
            kept().forEach(transcoder::encode);
            byte[] second = transcoder.encode(value);
            assertArrayEquals(before, first, "a later call has written into an earlier array");
            Arrays.fill(first, (byte) 0x7f);
            assertKept(second, value);
            assertKept(transcoder.encode(value), value);
        }
    }

    @Test
    void theBytesGivenAreOnlyRead() {
        for (Object value : kept()) {
            byte[] encoded = encoder().encode(value);
            byte[] given = encoded.clone();
            Object decoded = decoder().decode(given, value.getClass());
            assertArrayEquals(encoded, given, "decoding has changed what it was given");
            Arrays.fill(given, (byte) 0x7f);
            assertEquals(value, decoded, "what was decoded follows the bytes");
        }
    }

    @Test
    void everyCutIsRefused() {
        for (Object value : kept()) {
            byte[] whole = encoder().encode(value);
            assertKept(whole, value);
            int step = 1 + whole.length / FUZZED;
            for (int length = 0; length < whole.length; length += step) {
                assertRefused(Arrays.copyOf(whole, length), value.getClass(), "a part");
            }
        }
    }

    @Test
    void trailingBytesAreRefused() {
        for (Object value : kept()) {
            byte[] whole = encoder().encode(value);
            assertKept(whole, value);
            for (byte[] more : List.of(new byte[1], new byte[] {'x'}, new byte[] {-1}, whole)) {
                if (more.length > 0) {
                    byte[] both = Arrays.copyOf(whole, whole.length + more.length);
                    System.arraycopy(more, 0, both, whole.length, more.length);
                    assertRefused(both, value.getClass(), "more than one");
                }
            }
        }
    }

    @Test
    void whateverTheBytesAreTheyAreAnObjectOrRefused() {
        long seed = Long.getLong("annals.seed", System.nanoTime());
        System.out.println("TranscoderContract seed " + seed);
        var random = new Random(seed);
        for (Object value : kept()) {
            byte[] whole = encoder().encode(value);
            assertKept(whole, value);
            int times = Math.clamp(FUZZED_BYTES / (1 + whole.length), 1, FUZZED);
            for (int i = 0; i < times; i++) {
                assertObjectOrRefused(fuzzed(whole, random), value.getClass());
            }
        }
    }

    private static byte[] fuzzed(byte[] whole, Random random) {
        if (whole.length == 0 || random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] changed = whole.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private void assertObjectOrRefused(byte[] bytes, Class<?> type) {
        decoded(decoder(), bytes, type).ifPresent(read -> assertKept(encoder().encode(read), read));
    }

    @Test
    void whatIsMissingOrSurplusIsRefused() {
        assertKeepsAnything();
        encodedIf(new Box("in", 1), ValueKind.TEXT, ValueKind.WHOLE)
                .ifPresent(
                        encoded -> {
                            assertKept(encoded, new Box("in", 1));
                            assertRefused(encoded, BoxOfLess.class, "what has more");
                            assertRefused(encoded, BoxOfMore.class, "what has less");
                        });
    }

    @Test
    void nothingIsGuessed() {
        assertKeepsAnything();
        if (kinds().containsAll(EnumSet.of(ValueKind.TEXT, ValueKind.WHOLE))) {
            for (String text : List.of("7", "true")) {
                assertRefused(encoder().encode(new OfText(text)), OfSmall.class, "a text");
            }
            for (int number : new int[] {1, 7}) {
                assertRefused(encoder().encode(new OfSmall(number)), OfText.class, "a number");
            }
        }
    }

    @Test
    void aClassMayMove() {
        assertKeepsAnything();
        encodedIf(new Box("in", 1), ValueKind.TEXT, ValueKind.WHOLE)
                .ifPresent(encoded -> assertKept(encoded, new MovedBox("in", 1)));
    }

    @Test
    void bytesNeverChooseAClass() {
        List<Object> all = kept();
        for (Object value : all) {
            byte[] encoded = encoder().encode(value);
            assertKept(encoded, value);
            all.stream()
                    .map(Object::getClass)
                    .distinct()
                    .forEach(type -> assertObjectOrRefused(encoded, type));
        }
        encodedIf(new Deceive("x"), ValueKind.TEXT)
                .ifPresent(
                        encoded -> {
                            String named =
                                    new String(encoded, ISO_8859_1)
                                            .replace("Deceive", nameOfAlarmed());
                            decoded(decoder(), named.getBytes(ISO_8859_1), Deceive.class);
                        });
        assertFalse(Alarm.RUNG.get(), "bytes have loaded a class");
    }

    private static String nameOfAlarmed() {
        return Alarmed.class.getSimpleName();
    }

    @Test
    void whatAConstructorThrowsIsTheCause() {
        assertKeepsAnything();
        encodedIf(new Strict("x"), ValueKind.TEXT)
                .ifPresent(
                        encoded -> {
                            Strict.REFUSING.set(true);
                            try {
                                var refused =
                                        assertThrows(
                                                TranscodingException.class,
                                                () -> decoder().decode(encoded, Strict.class));
                                assertSame(
                                        IllegalStateException.class,
                                        Optional.ofNullable(refused.getCause())
                                                .map(Object::getClass)
                                                .orElse(null));
                            } finally {
                                Strict.REFUSING.remove();
                            }
                        });
    }

    @Test
    void noMessageHasContent() {
        assertKeepsAnything();
        encodedIf(new OfText(Samples.CANARY), ValueKind.TEXT)
                .ifPresent(
                        encoded -> {
                            for (int i = 0; i < encoded.length; i++) {
                                byte[] changed = encoded.clone();
                                changed[i] ^= 0x15;
                                assertTellsNothing(changed, OfText.class);
                                assertTellsNothing(Arrays.copyOf(encoded, i), OfText.class);
                            }
                            assertTellsNothing(encoded, OfSmall.class);
                            assertTellsNothing(encoded, Nested.class);
                        });
    }

    private void assertTellsNothing(byte[] bytes, Class<?> type) {
        try {
            decoder().decode(bytes, type);
        } catch (TranscodingException e) {
            for (Throwable told = e; told != null; told = told.getCause()) {
                String text = told.toString();
                assertFalse(text.contains("Quillf") || text.contains("Zaphod"), text);
            }
        }
    }

    @Test
    void whatIsFarTooDeepIsRefused() {
        assertKeepsAnything();
        if (kinds().containsAll(EnumSet.of(ValueKind.LIST, ValueKind.RECORD))) {
            Object deep = Samples.nested(FAR_TOO_DEEP).value();
            assertThrows(TranscodingException.class, () -> encoder().encode(deep));
            deepBytes().ifPresent(bytes -> assertRefused(bytes, Nested.class, "what is too deep"));
        }
    }

    /** Returns what one level more adds, many times over, if that is the same for each. */
    private Optional<byte[]> deepBytes() {
        String one = text(Samples.nested(1));
        String two = text(Samples.nested(2));
        int at = two.indexOf(one);
        if (at < 0) {
            return Optional.empty();
        }
        String before = two.substring(0, at);
        String after = two.substring(at + one.length());
        return text(Samples.nested(3)).equals(before + two + after)
                ? Optional.of(
                        (before.repeat(FAR_TOO_DEEP) + one + after.repeat(FAR_TOO_DEEP))
                                .getBytes(ISO_8859_1))
                : Optional.empty();
    }

    private String text(Sample sample) {
        return new String(encoder().encode(sample.value()), ISO_8859_1);
    }

    @Test
    void whatIsFarTooLongIsRefused() {
        assertKeepsAnything();
        if (kinds().contains(ValueKind.INTEGER)) {
            assertNotKept(new OfInteger(BigInteger.ONE.shiftLeft(400_000)));
        }
        if (kinds().contains(ValueKind.TEXT)) {
            assertNotKept(new OfText("x".repeat(FAR_TOO_LONG)));
        }
    }

    private void assertNotKept(Object value) {
        assertThrows(
                TranscodingException.class,
                () -> decoder().decode(encoder().encode(value), value.getClass()));
    }

    @Test
    void threadsMayShareIt() throws Exception {
        var transcoder = transcoder();
        List<Object> all = kept();
        var start = new CyclicBarrier(RACERS);
        var threads = Executors.newFixedThreadPool(RACERS);
        try {
            List<Future<?>> racers = new ArrayList<>();
            for (int racer = 0; racer < RACERS; racer++) {
                int first = racer;
                racers.add(
                        threads.submit(
                                () -> {
                                    start.await(30, SECONDS);
                                    for (int i = 0; i < ROUNDS * all.size(); i++) {
                                        Object value = all.get((first + i) % all.size());
                                        byte[] encoded = transcoder.encode(value);
                                        assertEquals(
                                                value,
                                                transcoder.decode(encoded, value.getClass()));
                                    }
                                    return null;
                                }));
            }
            for (Future<?> racer : racers) {
                racer.get(60, SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDoor() {
        var transcoder = transcoder();
        Object any = kept().getFirst();
        byte[] encoded = transcoder.encode(any);
        assertThrows(NullPointerException.class, () -> transcoder.encode(null));
        assertThrows(NullPointerException.class, () -> transcoder.decode(null, any.getClass()));
        assertThrows(NullPointerException.class, () -> transcoder.decode(encoded, null));
    }
}
