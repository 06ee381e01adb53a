package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Account;
import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

final class AggregateIdsTest {
    private static final Settings SETTINGS =
            Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder());

    private final ApplicationTest.Everything app = new ApplicationTest.Everything(SETTINGS);
    private final Repository repository = app.repository();

    @AfterEach
    void close() {
        app.close();
    }

    /** Records dogs with two tricks each, and accounts and bare events between them. */
    private List<String> recordDogs(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> "dog " + i).toList();
        for (String id : ids) {
            Dog dog = Dog.registerAs(id, "Fido");
            dog.addTrick("sit");
            app.save(dog, Account.open());
            app.save(DomainEvent.of(new Dog.Event.TrickAdded("by nobody"), EventDetails.none()));
            dog.addTrick("roll over");
            app.save(dog);
        }
        return ids;
    }

    @Test
    void idsAreStreamedInOrderOfCreationOverManyPages() {
        assertThat(repository.ids(Dog.class)).isEmpty();
        List<String> dogs = recordDogs(LogSelection.DEFAULT_LIMIT);

        assertThat(repository.ids(Dog.class)).containsExactlyElementsOf(dogs);
        assertThat(repository.ids(Account.class)).hasSize(LogSelection.DEFAULT_LIMIT);
    }

    @Test
    void idsAreReadInPagesEachFromWhereTheOneBeforeCameTo() {
        List<String> dogs = recordDogs(10);
        for (int limit = 1; limit <= 11; limit++) {
            int most = limit;
            // @start region="pages"
            List<String> ids = new ArrayList<>();
            IdPage page = repository.ids(Dog.class, 0, most);
            ids.addAll(page.ids());
            while (page.scannedTo() < page.head()) {
                page = repository.ids(Dog.class, page.scannedTo(), most);
                ids.addAll(page.ids());
            }
            // @end
            assertThat(ids).as("%d a page", limit).isEqualTo(dogs);
        }
    }

    @Test
    void aPageTellsHowFarTheLogWasScanned() {
        recordDogs(2);

        assertThat(repository.ids(Dog.class, 0, 1)).isEqualTo(new IdPage(List.of("dog 0"), 1, 10));
        assertThat(repository.ids(Dog.class, 1, 1)).isEqualTo(new IdPage(List.of("dog 1"), 6, 10));
        assertThat(repository.ids(Dog.class, 6, 1)).isEqualTo(new IdPage(List.of(), 10, 10));
        recordDogs(0);
        app.save(Dog.registerAs("late", "Rex"));
        assertThat(repository.ids(Dog.class, 10, 1)).isEqualTo(new IdPage(List.of("late"), 11, 11));
    }

    /** As the class of dogs is called after a renaming. */
    @EventType(aliases = "Dog")
    static final class Hound extends Aggregate<Hound.Event> {
        sealed interface Event {
            @EventType(name = "hound-entered", aliases = "Dog.Registered")
            record Registered(String name) implements Event {}

            @EventType(name = "hound-trained", aliases = "Dog.TrickAdded")
            record TrickAdded(String trick) implements Event {}
        }

        @Override
        protected void apply(Event event) {}
    }

    @Test
    void anAggregateIsListedUnderEveryNameOfItsEvents() {
        recordDogs(1);
        var type = AggregateType.of(Hound.class, Hound::new);
        var types = EventTypes.of(List.of(type));
        var recorder = app.events().recorder();
        var events = new EventStore(new Mapper(types, new RememberingTranscoder()), recorder);
        events.put(
                List.of(
                        DomainEvent.of(
                                new Hound.Event.Registered("Rex"),
                                new Origin("rex", 1),
                                EventDetails.none())));

        assertThat(AggregateIds.of(type, types, recorder).stream()).containsExactly("dog 0", "rex");
    }

    @Test
    void whatIsImpossibleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.ids(Hound.class))
                .withMessageContaining(Hound.class.getName());
        assertThatIllegalArgumentException().isThrownBy(() -> repository.ids(Dog.class, -1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.ids(Dog.class, 0, 0))
                .withMessageContaining("at least 1");
    }
}
