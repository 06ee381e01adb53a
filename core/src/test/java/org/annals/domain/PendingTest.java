package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;

final class PendingTest {
    @Test
    void eventsOfSeveralObjectsKeepTheOrderInWhichTheyWereTriggered() {
        Dog fido = Dog.registerAs("fido", "Fido");
        Dog buster = Dog.registerAs("buster", "Buster");
        fido.addTrick("sit");
        var bare = DomainEvent.of("by hand", EventDetails.none());
        buster.addTrick("roll over");

        List<DomainEvent<?>> all =
                Pending.inTriggerOrder(List.of(buster.pending(), bare.pending(), fido.pending()));

        assertThat(all)
                .<Object>extracting(DomainEvent::event)
                .containsExactly(
                        new Dog.Event.Registered("Fido"),
                        new Dog.Event.Registered("Buster"),
                        new Dog.Event.TrickAdded("sit"),
                        new Dog.Event.TrickAdded("roll over"),
                        "by hand");
    }

    @Test
    void whatIsCommittedLeavesAndWhatCameLaterStays() {
        Dog dog = Dog.register("Fido");
        dog.addTrick("sit");

        dog.pending().committed(1);

        assertThat(dog.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(new Dog.Event.TrickAdded("sit"));
        assertThatIllegalArgumentException().isThrownBy(() -> dog.pending().committed(2));
    }
}
