package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.annals.domain.Account;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.memory.MemoryRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class SubscriptionTest {
    private final MemoryRecorder recorder = MemoryRecorder.open("DogSchool");
    private final EventStore events =
            new EventStore(
                    new Mapper(EventTypes.of(Dog.Event.class), new RememberingTranscoder()),
                    recorder);

    @AfterEach
    void close() {
        recorder.close();
    }

    private static DomainEvent<?> registered(String name) {
        return DomainEvent.of(new Dog.Event.Registered(name), EventDetails.none());
    }

    // SUB-4
    @Test
    void aDeliveryHasTheDomainEventAndItsTracking() {
        DomainEvent<?> fido = registered("Fido");
        DomainEvent<?> rex = registered("Rex");
        events.put(List.of(fido, rex));

        var deliveries = events.subscribe(LogSelection.all()).iterator();

        assertThat(deliveries.next())
                .isEqualTo(new Delivery(List.of(fido), Tracking.of("DogSchool", 1, fido.id())));
        Delivery second = deliveries.next();
        assertThat(second.domainEvents()).isEqualTo(List.of(rex));
        assertThat(second.tracking()).isEqualTo(Tracking.of("DogSchool", 2, rex.id()));
        assertThat(second.position()).isEqualTo(2);
    }

    // F36
    @Test
    void anEventThatCannotBeReadIsThrownAndNothingIsPassedOver() {
        var others =
                new EventStore(
                        new Mapper(EventTypes.of(Account.Event.class), new RememberingTranscoder()),
                        recorder);
        events.put(List.of(registered("Fido"), registered("Rex")));
        var deliveries = others.subscribe(LogSelection.all()).iterator();

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(UnknownEventTypeException.class)
                    .isThrownBy(deliveries::next)
                    .withMessageContaining("position 1");
        }
        assertThatExceptionOfType(UnknownEventTypeException.class).isThrownBy(deliveries::hasNext);
    }

    @Test
    void whatIsMadeOfDeliveriesMayBeMadeIntoSomethingElse() {
        events.put(List.of(registered("Fido"), registered("Rex")));
        List<Long> seen = new ArrayList<>();
        try (var subscription =
                events.subscribe(LogSelection.all().upTo(2))
                        .map(Delivery::position)
                        .map(position -> position * 10)) {
            subscription.forEach(seen::add);

            assertThatIllegalStateException().isThrownBy(subscription::iterator);
        }
        assertThat(seen).containsExactly(10L, 20L);
    }

    @Test
    void stoppingWhatWasMadeOfASubscriptionStopsIt() {
        events.put(List.of(registered("Fido"), registered("Rex")));
        Subscription<Notification> source = recorder.subscribe(LogSelection.all());
        var deliveries = source.iterator();
        assertThat(deliveries.next().position()).isEqualTo(1);

        source.map(Notification::position).stop();

        assertThat(deliveries.hasNext()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDoor() {
        var subscription = recorder.subscribe(LogSelection.all());

        assertThatNullPointerException().isThrownBy(() -> subscription.map(null));
        assertThatNullPointerException().isThrownBy(() -> events.subscribe(null));
        assertThatNullPointerException().isThrownBy(() -> new Delivery(List.of(), null));
    }
}
