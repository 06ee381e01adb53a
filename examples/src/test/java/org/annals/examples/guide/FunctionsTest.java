package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Evolved;
import org.annals.domain.Origin;
import org.annals.domain.Projector;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

final class FunctionsTest {
    private final PostOffice office = new PostOffice(Settings.only(Map.of()));

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aDeciderIsExecutedByAnApplication() {
        var id = office.send("Delft");
        office.deliver(id);

        assertThat(office.parcel(id)).isEqualTo(new Parcel("Delft", true));
        assertThatThrownBy(() -> office.deliver("unknown")).isInstanceOf(NotSentException.class);
    }

    @Test
    void whatWasExecutedTellsStateRecordingsAndAttempts() {
        // @start region="executed"
        var sent = office.execute(Parcel.DECIDER, "parcel-1", new Parcel.Command.Send("Delft"));
        assertThat(sent.state().address()).isEqualTo("Delft");
        assertThat(sent.recordings()).hasSize(1);
        assertThat(sent.attempts()).isEqualTo(1);

        var again = office.execute(Parcel.DECIDER, "parcel-1", new Parcel.Command.Send("Delft"));
        assertThat(again.recordings()).isEmpty();
        // @end
    }

    @Test
    void anImmutableAggregateGoesOnAfterASave() {
        // @start region="evolved"
        var sent =
                Evolved.initial("parcel-1", Parcel.DECIDER).trigger(new Parcel.Event.Sent("Delft"));
        office.save(sent);
        var delivered = sent.trigger(new Parcel.Event.Delivered());
        office.save(delivered);
        // @end

        assertThat(office.parcel("parcel-1").delivered()).isTrue();
        assertThat(sent.state().delivered()).isFalse();
    }

    @Test
    void whatIsPendingOnAValueIsSavedOnce() {
        var sent =
                Evolved.initial("parcel-1", Parcel.DECIDER).trigger(new Parcel.Event.Sent("Delft"));
        var delivered = sent.trigger(new Parcel.Event.Delivered());

        assertThat(office.save(sent)).hasSize(1);
        assertThat(office.save(sent)).isEmpty();
        assertThat(office.save(sent, delivered)).hasSize(1);
        assertThat(office.events().recorder().head()).isEqualTo(2);
    }

    @Test
    void aProjectorMakesAnyStateOfTheEventsOfOneAggregate() {
        var id = office.send("Delft");
        office.deliver(id);
        // @start region="projector"
        Projector<Duration> journey =
                events -> {
                    var times = events.map(DomainEvent::timestamp).toList();
                    return times.size() < 2
                            ? Optional.empty()
                            : Optional.of(Duration.between(times.getFirst(), times.getLast()));
                };

        assertThat(office.repository().find(journey, id)).isPresent();
        assertThat(office.repository().find(journey, "unknown")).isEmpty();
        // @end

        // @start region="folding"
        var parcels = Projector.folding(Parcel.DECIDER, Parcel.Event.class);

        assertThat(office.repository().get(parcels, id)).isEqualTo(new Parcel("Delft", true));
        // @end
    }

    @Test
    void anEnvelopeIsSavedWithoutAnAggregate() {
        // @start region="bare"
        var found =
                DomainEvent.of(
                        new Parcel.Event.Sent("Delft"),
                        EventDetails.at(Instant.parse("2026-11-23T10:00:00Z"))
                                .withTags(EventTag.of("town", "Delft")));
        var recordings = office.save(found);

        assertThat(recordings.getFirst().position()).isEqualTo(1);
        // @end
        var tagged = LogSelection.all().matching(Query.ofTags(EventTag.of("town", "Delft")));
        assertThat(office.events().read(tagged)).containsExactlyElementsOf(recordings);
    }

    @Test
    void anEnvelopeMayBringAnAggregateToItsNextVersion() {
        var id = office.send("Delft");
        // @start region="origin"
        office.save(
                DomainEvent.of(
                        new Parcel.Event.Delivered(), new Origin(id, 2), EventDetails.none()));

        assertThat(office.parcel(id).delivered()).isTrue();
        // @end
    }
}
