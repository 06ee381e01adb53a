package org.annals.dcb;

import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;

import java.util.List;

/**
 * What is recorded only as long as what it was decided by still holds. A save of several of these,
 * or of these and aggregates, is one append under all their conditions.
 *
 * <p>Users' own base classes may implement it. For one thread at a time.
 */
public interface Decided extends Recordable {
    /** Returns the conditions of a save, all of which must hold; of none, it always may. */
    List<AppendCondition> conditions();

    /**
     * Takes note that a save under its conditions has committed.
     *
     * @param recordings all that the save recorded, in order, also of others; at least one
     */
    void committed(List<Recording> recordings);

    /** Returns what decides, as it is to be named where conflicts are counted. */
    default Class<?> decidedBy() {
        return getClass();
    }
}
