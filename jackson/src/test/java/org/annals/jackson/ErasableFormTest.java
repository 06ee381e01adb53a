package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.Erasable;
import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class ErasableFormTest {
    private final JsonTranscoder transcoder = JsonTranscoder.create();

    sealed interface Shape {
        record Round(int radius) implements Shape {}

        record Square(int side) implements Shape {}
    }

    record Everything(
            Erasable<String> text,
            Erasable<Instant> instant,
            Erasable<List<UUID>> list,
            Erasable<Shape> shape,
            int number) {}

    record Inner(Erasable<String> text) {}

    record Outer(Inner inner) {}

    record InAList(List<Erasable<String>> texts) {}

    record Unreadable(Erasable<Thread> thread) {}

    private static final Everything ALL =
            new Everything(
                    Erasable.of("é"),
                    Erasable.of(Instant.EPOCH),
                    Erasable.of(List.of(new UUID(1, 2))),
                    Erasable.of(new Shape.Square(3)),
                    4);

    private String json(Object object) {
        return new String(transcoder.encode(object), UTF_8);
    }

    private <T> T read(String json, Class<T> type) {
        return transcoder.decode(json.getBytes(UTF_8), type);
    }

    @Test
    void aValueIsWrittenAsItselfAndReadBackEqual() {
        assertThat(
                        json(
                                new Everything(
                                        Erasable.of("é"),
                                        Erasable.erased(),
                                        Erasable.erased(),
                                        Erasable.erased(),
                                        4)))
                .isEqualTo(
                        "{\"text\":\"é\",\"instant\":null,\"list\":null,\"shape\":null,\"number\":4}");
        assertThat(read(json(ALL), Everything.class)).isEqualTo(ALL);
    }

    @Test
    void whatWasErasedIsReadAsErased() {
        var erased =
                new Everything(
                        Erasable.erased(),
                        Erasable.erased(),
                        Erasable.erased(),
                        Erasable.erased(),
                        4);

        assertThat(read(json(erased), Everything.class)).isEqualTo(erased);
    }

    @Test
    void whatIsMissingIsNotTakenForErased() {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> read("{\"inner\":{}}", Outer.class));
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> read("{}", Inner.class));
    }

    @Test
    void aValueElsewhereThanInTheRecordItselfIsRefusedWithoutItsContent() {
        for (Object hidden :
                List.of(
                        new Outer(new Inner(Erasable.of("canary"))),
                        new InAList(List.of(Erasable.of("canary"))))) {
            assertThatExceptionOfType(TranscodingException.class)
                    .isThrownBy(() -> transcoder.encode(hidden))
                    .matches(e -> !e.toString().contains("canary"));
        }
    }

    @Test
    void aTypeThatCannotBeReadBackIsRefusedWithItsPath() {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(
                        () ->
                                transcoder.encode(
                                        new Unreadable(Erasable.of(Thread.currentThread()))))
                .withMessageContaining("thread");
    }

    @Test
    void nothingOfAValueIsTold() {
        assertThat(ALL.text()).hasToString("***");
        assertThat(Erasable.erased()).hasToString("erased");
    }
}
