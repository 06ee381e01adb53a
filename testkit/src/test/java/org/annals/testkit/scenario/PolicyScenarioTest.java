package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessManager;
import org.annals.system.ProcessManagerApplication;
import org.annals.system.ProcessingEvent;
import org.annals.system.Reaction;
import org.annals.system.TimerElapsed;
import org.annals.testkit.scenario.Dog.Event.Registered;
import org.annals.testkit.scenario.Dog.Event.TrickAdded;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class PolicyScenarioTest {
    record Praised(String trick, int times) {}

    /** Praises a trick, and says how often it was shown. */
    static final class Praising extends ProcessApplication {
        private final Map<String, Integer> seen = new HashMap<>();

        Praising(Settings settings) {
            super(settings, EventTypes.of(Praised.class));
        }

        @Override
        protected Set<Class<?>> followedTypes() {
            return Set.of(TrickAdded.class);
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            String trick = ((TrickAdded) event.event()).trick();
            if (trick.equals("bite")) {
                throw new IllegalStateException("no praise for that");
            }
            int times = seen.merge(trick, 1, Integer::sum);
            processing.collect(DomainEvent.of(new Praised(trick, times), EventDetails.none()));
        }
    }

    @Test
    void whatFollowsFromAnEventIsCompared() {
        Scenario.ofPolicy(Praising::new)
                .given(new Registered("Fido"), new TrickAdded("sit"))
                .when(new TrickAdded("sit"))
                .then(new Praised("sit", 2));
    }

    @Test
    void anEventThatIsNotFollowedHasNoConsequence() {
        Scenario.ofPolicy(Praising::new).when(new Registered("Fido")).thenNothing();
    }

    @Test
    void whatFollowsSaysFromWhat() {
        Scenario.ofPolicy(Praising::new)
                .when(new TrickAdded("sit"))
                .thenEnvelopes(
                        events ->
                                assertThat(events.getFirst().metadata())
                                        .containsKey(Metadata.CAUSATION_ID));
    }

    @Test
    void anotherConsequenceIsTold() {
        PolicyConsequence consequence =
                Scenario.ofPolicy(Praising::new).when(new TrickAdded("sit"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> consequence.then(new Praised("sit", 7)))
                .withMessageContaining("has other values")
                .withMessageContaining("times=7");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(consequence::thenNothing);
    }

    @Test
    void whatThePolicyThrowsIsThrown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Scenario.ofPolicy(Praising::new).when(new TrickAdded("bite")))
                .withMessage("no praise for that");
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                Scenario.ofPolicy(Praising::new)
                                        .given(new TrickAdded("bite"))
                                        .when(new TrickAdded("sit")))
                .withMessage("no praise for that");
    }

    record Bored() {}

    /** A dog that has learned nothing for an hour is bored. */
    private static final class Boredom implements ProcessManager<Integer, Bored> {
        private static final Duration HOUR = Duration.ofHours(1);

        @Override
        public Class<Bored> eventType() {
            return Bored.class;
        }

        @Override
        public Optional<String> processOf(DomainEvent<?> event) {
            return Optional.of("boredom of " + event.aggregateId());
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer times, Bored event) {
            return times + 1;
        }

        @Override
        public Reaction<Bored> react(Integer times, DomainEvent<?> event) {
            return event.event() instanceof TimerElapsed
                    ? Reaction.of(new Bored())
                    : Reaction.<Bored>none().withTimer("hour", event.timestamp().plus(HOUR));
        }
    }

    static final class Bores extends ProcessManagerApplication {
        Bores(Settings settings) {
            super(settings, new Boredom());
        }
    }

    @Test
    void whatFollowsWhenTimeHasPassedIsCompared() {
        // @start region="time"
        Scenario.ofPolicy(Bores::new)
                .given(new TrickAdded("sit"))
                .passed(Duration.ofMinutes(59))
                .given(new TrickAdded("roll over"))
                .whenPassed(Duration.ofMinutes(59))
                .thenNothing();
        Scenario.ofPolicy(Bores::new)
                .given(new TrickAdded("sit"))
                .whenPassed(Duration.ofMinutes(60))
                .then(new Bored());
        // @end
    }

    @Test
    void timersThatAreSetAreCompared() {
        PolicyConsequence consequence =
                Scenario.ofPolicy(Bores::new)
                        .at(InstantSource.fixed(Instant.parse("2026-11-30T12:00:00Z")))
                        .passed(Duration.ofHours(2))
                        .when(new TrickAdded("sit"));

        consequence.thenTimers(Instant.parse("2026-11-30T15:00:00Z"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(consequence::thenTimers)
                .withMessageContaining("2026-11-30T15:00:00Z");
    }
}
