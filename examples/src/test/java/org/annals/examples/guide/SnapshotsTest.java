package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.application.LoadPolicy;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.Evolution;
import org.annals.examples.guide.Register.Event.GuestCame;
import org.annals.examples.guide.Register.Event.GuestLeft;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.Settings;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** The code of the page on snapshots and caching. */
final class SnapshotsTest {
    @Test
    void policiesCompose() {
        // @start region="policies"
        var policy =
                SnapshotPolicy.every(1_000)
                        .or(SnapshotPolicy.costing(Duration.ofMillis(50)))
                        .or(SnapshotPolicy.after(Duration.ofDays(30)));
        // @end
        assertThat(Snapshotting.of(Register.TYPE, policy)).isNotNull();
    }

    @Test
    void oneIsTakenByHand() {
        try (var houses = new Houses(Settings.only(Map.of()))) {
            houses.save(Register.open("Hill House", "Eleanor"));
            // @start region="hand"
            long version = houses.repository().takeSnapshot(Register.class, "Hill House");
            // @end
            assertThat(version).isOne();
            assertThat(houses.repository().get(Register.class, "Hill House").guests())
                    .containsExactly("Eleanor");
        }
    }

    // @start region="evolution"
    record Size(int guests) {}

    static final Evolution<Size, Register.Event> SIZE =
            Evolution.of(
                    new Size(0),
                    (size, event) ->
                            switch (event) {
                                case GuestCame came -> new Size(size.guests() + 1);
                                case GuestLeft left -> new Size(size.guests() - 1);
                            });

    static class Sizes extends Application {
        Sizes(Settings settings) {
            super(
                    settings,
                    Register.TYPE,
                    Snapshotting.of(Size.class, SIZE, SnapshotPolicy.every(100)));
        }
    }

    // @end

    @Test
    void statesOfAnEvolutionAreKept() {
        try (var sizes = new Sizes(Settings.only(Map.of()))) {
            sizes.save(Register.open("Hill House", "Eleanor"));
            assertThat(sizes.repository().get(SIZE, "Hill House").state()).isEqualTo(new Size(1));
        }
    }

    @Test
    void statesAreUpcast() {
        // @start region="upcast"
        var snapshots =
                Snapshotting.of(Register.TYPE, SnapshotPolicy.every(100))
                        .upcastBy(
                                Upcasters.of(
                                        Upcaster.renaming(
                                                "Register.Present",
                                                1,
                                                "Register.State",
                                                1,
                                                fields -> fields.rename("names", "guests"))));
        // @end
        assertThat(snapshots).isNotNull();
    }

    @Test
    void aScenarioChecksThem() {
        // @start region="scenario"
        Scenario.of(Register.TYPE)
                .given(new GuestCame("Eleanor"), new GuestCame("Theodora"))
                .when(register -> register.bidFarewell("Eleanor"))
                .then(new GuestLeft("Eleanor"));
        // @end
    }

    @Test
    void aCallSaysHowNewAnObjectMustBe() {
        // @start region="cache"
        var settings = Settings.of(Map.of("AGGREGATE_CACHE_MAXSIZE", "1000"));
        // @end
        try (var houses = new Houses(settings)) {
            houses.save(Register.open("Hill House", "Eleanor"));
            // @start region="load"
            var policy = LoadPolicy.staleBy(Duration.ofSeconds(5));

            var register = houses.repository().get(Register.class, "Hill House", policy);
            // @end
            assertThat(register.guests()).containsExactly("Eleanor");
        }
    }
}
