package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Partitions;
import org.annals.following.Upstream;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.Tracking;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a handler cannot take is parked, tried again and given up, wherever the view is. */
@ParameterizedClass
@EnumSource(ViewKind.class)
final class ParkedProjectionTest {
    private final DogSchool school;
    private final ViewStore views;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Projection<Sum> projection =
            Projection.of("sum", transaction -> Sum.of(transaction, transaction.table("sums")))
                    .creating(Sum::create)
                    .on(
                            Dog.Event.TrickAdded.class,
                            (sum, event) -> {
                                // Whatever it has written by then is not there in the end.
                                sum.add(event.trick());
                                if (refused.contains(event.trick())) {
                                    throw new IllegalStateException("refused on purpose");
                                }
                            });
    private long reads;

    ParkedProjectionTest(ViewKind kind, @TempDir Path folder) {
        this.school = new DogSchool(kind.settings(folder));
        this.views = kind.views(school, folder);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private ProjectionRunner runner(int batchSize, Partitions partitions) {
        return ProjectionRunner.builder(Upstream.of(school), projection, views)
                .batchSize(batchSize)
                .partitions(partitions)
                .onFailure(FailurePolicy.defaults().withAttempts(2).parking())
                .notices(notice -> {})
                .open();
    }

    private String total() {
        String table = views.liveEdition("sum").orElseThrow().table("sums");
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", ++reads),
                transaction -> totals.add(Sum.of(transaction, table).total()));
        return totals.getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void anEventIsParkedWithThoseBehindItAndTriedAgain(int batchSize) {
        String fido = school.registerDog("Fido");
        String rex = school.registerDog("Rex");
        refused.add("2");
        school.addTrick(fido, "1");
        school.addTrick(fido, "2");
        school.addTrick(rex, "10");
        school.addTrick(fido, "3");
        try (var runner = runner(batchSize, Partitions.none())) {
            runner.drain();

            assertThat(total()).isEqualTo("11 of 2");
            assertThat(runner.status().state()).isEqualTo(State.LIVE);
            assertThat(runner.status().parkedKeys()).isEqualTo(1);
            assertThat(runner.parked().keys()).containsExactly(fido);
            assertThat(runner.parked().read(0, 10))
                    .extracting(ParkedEvent::position)
                    .containsExactly(4L, 6L);
            assertThatIllegalStateException().isThrownBy(() -> runner.parked().retry(fido));
            assertThat(total()).isEqualTo("11 of 2");
            assertThat(runner.parked().count()).isEqualTo(2);

            refused.clear();
            assertThat(runner.parked().retry(fido)).isEqualTo(2);
            assertThat(total()).isEqualTo("16 of 4");
            school.addTrick(fido, "100");
            runner.drain();
            assertThat(total()).isEqualTo("116 of 5");
        }
    }

    @Test
    void whatIsGivenUpNeverTakesEffectAndItsKeyIsFreeForTheNextRunner() {
        String fido = school.registerDog("Fido");
        refused.add("2");
        school.addTrick(fido, "2");
        school.addTrick(fido, "3");
        try (var runner = runner(10, Partitions.none())) {
            runner.drain();
            runner.parked().evict(2);
            assertThatExceptionOfType(ParkedEventGoneException.class)
                    .isThrownBy(() -> runner.parked().evict(2));
        }
        try (var again = runner(10, Partitions.none())) {
            assertThat(again.parked().retry(fido)).isEqualTo(1);
            school.addTrick(fido, "100");
            again.drain();
            assertThat(total()).isEqualTo("103 of 2");
        }
    }

    @Test
    void ofEachPartitionTheParkedEventsAreFoundTogether() {
        refused.add("2");
        List<String> dogs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            dogs.add(school.registerDog("Rex"));
            school.addTrick(dogs.getLast(), "2");
            school.addTrick(dogs.getLast(), "1");
        }
        try (var runner = runner(10, Partitions.of(3))) {
            runner.drain();
            assertThat(total()).isEqualTo("0 of 0");
            assertThat(runner.parked().count()).isEqualTo(12);
            assertThat(runner.parked().keys()).containsExactlyInAnyOrderElementsOf(dogs);

            refused.clear();
            runner.parked().evict(2);
            dogs.forEach(dog -> runner.parked().retry(dog));
            assertThat(total()).isEqualTo("16 of 11");
            assertThat(runner.parked().count()).isZero();
        }
    }
}
