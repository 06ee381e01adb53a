package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.selftest.CrookedRecorder.Crime;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/** A subscription that breaks its promise is found out. */
final class SubscriberTest {
    private static final int EVENTS = 30;

    private final MemoryRecorder recorder = MemoryRecorder.open("Selftest");
    private final Chronicle chronicle = new Chronicle(new TrueLog(recorder), new Journal());

    @AfterEach
    void close() {
        chronicle.close();
        recorder.close();
    }

    private Judgement judged(Crime crime) {
        var subscriber =
                new Subscriber(
                        "all",
                        () -> new CrookedRecorder(recorder, crime),
                        Query.all(),
                        7,
                        null,
                        chronicle);
        chronicle.start();
        subscriber.start();
        for (int i = 0; i < EVENTS; i++) {
            append("w" + i);
        }
        assertThat(isReached(() -> chronicle.isOver() ? 0 : chronicle.left(EVENTS))).isTrue();
        subscriber.close();
        return chronicle.isOver() ? chronicle.breakOff() : chronicle.finish();
    }

    private void append(String name) {
        var event = Events.event(UUID.randomUUID(), null, Vocabulary.NOTED, List.of());
        var wish = new Wish(name, Way.PLAIN, AppendRequest.of(List.of(event)));
        chronicle.asked(0, wish);
        var receipt = recorder.append(wish.request());
        chronicle.heard(0, name, "recorded %d %d".formatted(receipt.first(), receipt.last()));
    }

    private static boolean isReached(LongSupplier left) {
        return new Patience(Duration.ofSeconds(20), () -> Duration.ZERO, () -> false)
                .outlasts(left);
    }

    @Test
    void anHonestOneIsNot() {
        Judgement judgement = judged(Crime.NONE);

        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.obstacle()).isNull();
        assertThat(chronicle.delivered()).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "LEFT_OUT, 'DELIVERY: all was given position 11, and never 10'",
        "GIVEN_TWICE, 'DELIVERY: all was given position 10 after 10'",
        "THE_END, 'The subscription ''all'' ended by itself, after position 9'",
        "AN_OUTAGE, 'The subscription ''all'' ended in '"
    })
    void oneThatIsNot(Crime crime, String found) {
        assertThat(judged(crime).findings()).anyMatch(each -> each.startsWith(found));
    }

    @Test
    void aWriterWhoIsToldNothingIsNoticed() {
        chronicle.start();
        append("w");

        assertThat(chronicle.silentFor(Duration.ofHours(1))).isEmpty();
        assertThat(chronicle.silentFor(Duration.ofNanos(1))).containsExactly(0, 1, 2, 3);
    }
}
