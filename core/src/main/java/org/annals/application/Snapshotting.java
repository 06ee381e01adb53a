package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.dcb.EnduringType;
import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.domain.Evolution;
import org.annals.persistence.Upcasters;
import org.annals.settings.ConfigurationException;

import java.util.Set;

/**
 * When snapshots are taken of an aggregate class or of an evolution's states, and how many are
 * kept: given to an application beside the types that it is made of.
 *
 * {@snippet class="org.annals.application.TallySnapshotsTest" region="snapshotting"}
 *
 * <p>Snapshots are taken by a thread of the application's, from the log alone, after the save has
 * returned; one that cannot be taken is reported as a {@link Notice.SnapshotFailed}. All that are
 * taken are kept, unless another number is said. Immutable.
 */
public final class Snapshotting implements EventFamily {
    private final Object of;
    private final Class<?> stateClass;
    private final SnapshotPolicy policy;
    private final int kept;
    private final boolean inline;
    private final Upcasters upcasters;

    private Snapshotting(
            Object of,
            Class<?> stateClass,
            SnapshotPolicy policy,
            int kept,
            boolean inline,
            Upcasters upcasters) {
        this.of = of;
        this.stateClass = stateClass;
        this.policy = requireNonNull(policy, "policy");
        this.kept = kept;
        this.inline = inline;
        this.upcasters = upcasters;
    }

    /**
     * Returns the snapshots of an aggregate class.
     *
     * @throws ConfigurationException if the type has no state
     */
    public static Snapshotting of(AggregateType<?> type, SnapshotPolicy policy) {
        Class<?> stateClass =
                type.stateClass()
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                "There can be no snapshots of %s, which has no state of its own. Say AggregateType.of(…).withState(…)."
                                                        .formatted(
                                                                type.aggregateClass().getName())));
        return new Snapshotting(
                type.aggregateClass(),
                stateClass,
                policy,
                Integer.MAX_VALUE,
                false,
                Upcasters.of());
    }

    /**
     * Returns the snapshots of the enduring objects of a class. They are asked for when an object
     * is read, and count the events that were read after the last one.
     *
     * @throws ConfigurationException if the type has no state
     */
    public static Snapshotting of(EnduringType<?> type, SnapshotPolicy policy) {
        Class<?> stateClass =
                type.stateClass()
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                "There can be no snapshots of %s, which has no state of its own. Say EnduringType.of(…).withState(…)."
                                                        .formatted(type.objectClass().getName())));
        return new Snapshotting(
                type.objectClass(), stateClass, policy, Integer.MAX_VALUE, false, Upcasters.of());
    }

    /**
     * Returns the snapshots of what an evolution makes, such as a decider's states, of aggregates
     * and over boundaries. The same evolution, or one that is equal to it, is to be given to the
     * repository.
     *
     * @param stateClass the class of all states: a value that a transcoder can encode
     */
    public static <S> Snapshotting of(
            Class<S> stateClass, Evolution<S, ?> evolution, SnapshotPolicy policy) {
        return new Snapshotting(
                requireNonNull(evolution, "evolution"),
                requireNonNull(stateClass, "stateClass"),
                policy,
                Integer.MAX_VALUE,
                false,
                Upcasters.of());
    }

    /**
     * Returns these snapshots, of which only so many of each object are kept, the newest.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public Snapshotting keeping(int snapshots) {
        if (snapshots < 1) {
            throw new IllegalArgumentException(
                    "%d snapshots cannot be kept: give a number of at least 1."
                            .formatted(snapshots));
        }
        return new Snapshotting(of, stateClass, policy, snapshots, inline, upcasters);
    }

    /** Returns these snapshots, taken by whoever saves or loads, which waits for them. */
    public Snapshotting inline() {
        return new Snapshotting(of, stateClass, policy, kept, true, upcasters);
    }

    /**
     * Returns these snapshots, of which those stored in earlier versions of the state are upcast.
     * Where no chain begins they are not used.
     */
    public Snapshotting upcastBy(Upcasters upcasters) {
        return new Snapshotting(
                of, stateClass, policy, kept, inline, requireNonNull(upcasters, "upcasters"));
    }

    /** Returns nothing: the events are those of types that others bring. */
    @Override
    public Set<Class<?>> eventClasses() {
        return Set.of();
    }

    /** Returns the aggregate class, or the evolution. */
    Object of() {
        return of;
    }

    Class<?> stateClass() {
        return stateClass;
    }

    SnapshotPolicy policy() {
        return policy;
    }

    int kept() {
        return kept;
    }

    boolean isInline() {
        return inline;
    }

    Upcasters upcasters() {
        return upcasters;
    }

    @Override
    public String toString() {
        return "Snapshotting[" + stateClass.getName() + "]";
    }
}
