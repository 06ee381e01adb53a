package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.Decider;
import org.annals.domain.EventType;
import org.annals.jackson.JsonTranscoder;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Transcoder;
import org.annals.testkit.scenario.Dog.Event.Registered;
import org.annals.testkit.scenario.Dog.Event.TrickAdded;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class ScenarioSettingTest {
    private static final Instant START = Instant.parse("2020-02-02T00:00:00Z");

    @Test
    void clockAndIdsAreFixed() {
        Scenario.of(Dog.TYPE)
                .when(() -> Dog.register("Fido"))
                .thenState(
                        dog -> {
                            assertThat(dog.createdOn()).isEqualTo("2000-01-01T00:00:00Z");
                            assertThat(dog.id()).isEqualTo("00000000-0000-0000-0000-000000000001");
                        });
    }

    @Test
    void clockAndIdsMayBeGiven() {
        var clock = new SteppingClock(START);
        Scenario.of(Dog.TYPE)
                .at(clock)
                .withIds(SequentialIds.after(15))
                .given(new Registered("Fido"))
                .when(
                        dog -> {
                            clock.advance(Duration.ofDays(1));
                            dog.addTrick("sit");
                        })
                .thenState(
                        dog -> {
                            assertThat(dog.createdOn()).isEqualTo(START);
                            assertThat(dog.modifiedOn()).isEqualTo(START.plus(Duration.ofDays(1)));
                            assertThat(dog.id()).isEqualTo("00000000-0000-0000-0000-000000000010");
                        });
    }

    @Test
    void theTranscoderMayBeGivenAndEveryEventGoesThroughIt() {
        var transcoder = new CountingTranscoder();

        Scenario.of(Dog.TYPE)
                .using(transcoder)
                .given(new Registered("Fido"))
                .when(dog -> dog.addTrick("sit"))
                .then(new TrickAdded("sit"));

        assertThat(transcoder.encoded).hasValue(2);
        assertThat(transcoder.decoded).hasValue(2);
    }

    /** A lamp whose one event has been something else before. */
    @EventType(name = "Lamp.Lit", version = 3)
    record Lit(int watts) {}

    @Test
    void anEventInALaterVersionNeedsNoUpcaster() {
        Decider<Integer, Integer, Lit> lamp =
                Decider.of(
                        0,
                        (watts, before) -> List.of(new Lit(before + watts)),
                        (before, lit) -> lit.watts());

        Scenario.of(lamp, Lit.class).given(new Lit(40)).when(20).then(new Lit(60));
    }

    @Test
    void aRecorderOfTheCallersKeepsTheEventsAndStaysOpen() {
        try (var recorder = MemoryRecorder.open("dogs")) {
            var scenario = Scenario.of(Dog.TYPE).against(recorder).given(new Registered("Fido"));
            scenario.when(dog -> dog.addTrick("sit")).then(new TrickAdded("sit"));
            scenario.when(dog -> dog.addTrick("beg")).then(new TrickAdded("beg"));

            assertThat(recorder.readLog(LogSelection.all()).notifications())
                    .extracting(each -> each.storedEvent().type())
                    .containsExactly(
                            "Dog.Registered", "Dog.TrickAdded", "Dog.Registered", "Dog.TrickAdded");
        }
    }

    @Test
    void anOptionIsSaidOnce() {
        var scenario = Scenario.of(Dog.TYPE).at(new SteppingClock(START));

        assertThatIllegalStateException()
                .isThrownBy(() -> scenario.at(new SteppingClock(START)))
                .withMessageContaining("SteppingClock[2020-02-02T00:00:00Z]");
    }

    private static final class CountingTranscoder implements Transcoder {
        private final Transcoder json = JsonTranscoder.create();
        private final AtomicInteger encoded = new AtomicInteger();
        private final AtomicInteger decoded = new AtomicInteger();

        @Override
        public byte[] encode(Object object) {
            encoded.incrementAndGet();
            return json.encode(object);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            decoded.incrementAndGet();
            return json.decode(bytes, type);
        }
    }
}
