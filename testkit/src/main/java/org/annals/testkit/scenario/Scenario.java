package org.annals.testkit.scenario;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Decider;
import org.annals.persistence.EventTypes;
import org.annals.projection.Projection;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;

import java.util.function.Function;

/**
 * Where scenarios begin.
 *
 * {@snippet :
 * Scenario.of(Dog.TYPE).when(() -> Dog.register("Fido")).then(new Registered("Fido"));
 * Scenario.of(SWITCH, SwitchEvent.class).given(new TurnedOn()).when(TURN_ON).thenNothing();
 * Scenario.ofPolicy(Certificates::new).when(new TrickAdded("sit")).then(new TrickNoted("sit"));
 * Scenario.of(NAMES).given(new Registered("Fido")).then(view -> assertTrue(view.has("Fido")));
 * Scenario.ofDecisions(CourseEvent.class).when(new JoinCourse("anna", "maths")).thenNothing();
 * }
 */
public final class Scenario {
    private Scenario() {}

    /** Returns a scenario of an aggregate. */
    public static <A extends Aggregate<E>, E> AggregateScenario<A, E> of(AggregateType<A> type) {
        return new AggregateScenario<>(type, Setting.usual());
    }

    /** Returns a scenario of a projection. */
    public static <V> ProjectionScenario<V> of(Projection<V> projection) {
        return new ProjectionScenario<>(projection, Setting.usual());
    }

    /**
     * Returns a scenario of the policy of a process application.
     *
     * @param opening its constructor
     */
    public static PolicyScenario ofPolicy(
            Function<Settings, ? extends ProcessApplication> opening) {
        return new PolicyScenario(opening, Setting.usual());
    }

    /**
     * Returns a scenario of a decider.
     *
     * @param events the sealed type of its events
     * @throws IllegalArgumentException if the type of the events is neither sealed nor final
     */
    public static <C, S, E> DeciderScenario<C, S, E> of(Decider<C, S, E> decider, Class<E> events) {
        return new DeciderScenario<>(decider, EventTypes.of(events), Setting.usual());
    }

    /**
     * Returns a scenario of decisions that depend on boundaries: slices, enduring objects, groups,
     * and deciders over a boundary.
     *
     * @param events the sealed type of all events that they read and trigger
     * @throws IllegalArgumentException if the type of the events is neither sealed nor final
     */
    public static <E> DecisionScenario<E> ofDecisions(Class<E> events) {
        return new DecisionScenario<>(EventTypes.of(events), Setting.usual());
    }
}
