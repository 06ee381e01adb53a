package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;

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

        List<DomainEvent<?>> all = Pending.gather(List.of(buster, bare, fido)).events();

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
        Pending.Gathered saved = Pending.gather(List.of(dog));
        dog.addTrick("sit");

        assertThat(saved.events()).hasSize(1);
        assertThat(dog.pendingEvents()).hasSize(2);
        saved.committed();

        assertThat(dog.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(new Dog.Event.TrickAdded("sit"));
        saved.committed();
        assertThat(dog.pending().isEmpty()).isFalse();
    }

    @Test
    void anEventThatIsGivenTwiceIsTakenOnceAndLeavesEveryList() {
        Dog dog = Dog.register("Fido");
        var registered = dog.pendingEvents().getFirst();
        Pending.Gathered saved = Pending.gather(List.of(registered, dog, registered, dog));

        assertThat(saved.events()).containsExactly(registered);
        saved.committed();
        assertThat(dog.pending().isEmpty()).isTrue();
    }
}
