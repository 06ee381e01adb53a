package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.Application;
import org.annals.application.DogSchool;
import org.annals.domain.DomainEvent;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

final class EventSystemTest {
    private static final Node<DogSchool> DOGS = node(DogSchool.class, DogSchool::new);
    private static final Node<Counting> COUNTS = node(Counting.class, Counting::new);
    private static final Node<Alone> ALONE = node(Alone.class, Alone::new);
    private static final Node<Passing> PASSING = node(Passing.class, Passing::new);

    static final class Alone extends Application {
        Alone(Settings settings) {
            super(settings);
        }
    }

    static final class Passing extends ProcessApplication {
        Passing(Settings settings) {
            super(settings);
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {}
    }

    /** Another class of the same simple name. */
    static final class Elsewhere {
        static final class DogSchool extends Application {
            DogSchool(Settings settings) {
                super(settings);
            }
        }
    }

    @Test
    void anApplicationIsWhatItsPlaceSays() {
        // @start region="define"
        var dogs = node(DogSchool.class, DogSchool::new);
        var counts = node(Counting.class, Counting::new);
        var alone = node(Alone.class, Alone::new);

        var system = EventSystem.of(pipe(dogs, counts), pipe(alone));
        // @end

        assertThat(system.nodes()).containsExactly(DOGS, COUNTS, ALONE);
        assertThat(system.edges()).containsExactly(new Edge(DOGS, COUNTS));
        assertThat(system.leaders()).containsExactly(DOGS);
        assertThat(system.followers()).containsExactly(COUNTS);
        assertThat(system.singles()).containsExactly(ALONE);
    }

    @Test
    void whatIsSaidTwiceCountsOnceAndOrderIsKept() {
        var system = EventSystem.of(pipe(DOGS, PASSING), pipe(DOGS, COUNTS), pipe(DOGS, PASSING));

        assertThat(system.edges()).containsExactly(new Edge(DOGS, PASSING), new Edge(DOGS, COUNTS));
    }

    @Test
    void anApplicationMayFollowItselfAndThoseThatFollowIt() {
        var system = EventSystem.of(pipe(COUNTS, PASSING, PASSING, COUNTS));

        assertThat(system.edges())
                .containsExactly(
                        new Edge(COUNTS, PASSING),
                        new Edge(PASSING, PASSING),
                        new Edge(PASSING, COUNTS));
        assertThat(system.leaders()).containsExactly(COUNTS, PASSING);
        assertThat(system.followers()).containsExactly(COUNTS, PASSING);
    }

    @Test
    void whatCannotFollowIsRefusedByName() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventSystem.of(pipe(DOGS, ALONE)))
                .withMessageContaining("$Alone is to follow DogSchool")
                .withMessageContaining("ProcessApplication");
    }

    @Test
    void twoClassesOfOneNameAreRefused() {
        Node<?> other = node(Elsewhere.DogSchool.class, Elsewhere.DogSchool::new);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventSystem.of(pipe(DOGS), pipe(other)))
                .withMessageContaining("called 'DogSchool'")
                .withMessageContaining(DogSchool.class.getName())
                .withMessageContaining(Elsewhere.DogSchool.class.getName());
    }

    @Test
    void aPipeHasAnApplication() {
        assertThatIllegalArgumentException().isThrownBy(() -> pipe());
    }

    @Test
    void equalDefinitionsDrawEqualText() {
        String drawn = EventSystem.of(pipe(DOGS, COUNTS), pipe(DOGS, PASSING)).mermaid();

        assertThat(drawn)
                .isEqualTo(
                        """
                        flowchart LR
                            DogSchool[DogSchool]
                            Counting([Counting])
                            Passing([Passing])
                            DogSchool --> Counting
                            DogSchool --> Passing
                        """);
        assertThat(EventSystem.of(pipe(DOGS, COUNTS), pipe(DOGS, PASSING)).mermaid())
                .isEqualTo(drawn);
    }
}
