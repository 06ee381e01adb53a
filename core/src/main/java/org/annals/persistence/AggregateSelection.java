package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;

/**
 * Which events of one aggregate to read. Immutable.
 *
 * @param aggregateId whose events
 * @param after only versions above this one; 0 for all
 * @param upTo only versions up to this one, included
 * @param limit at most so many events
 * @param direction ascending or descending versions
 */
public record AggregateSelection(
        String aggregateId, long after, long upTo, long limit, Direction direction) {
    /**
     * @throws IllegalArgumentException if a number is negative or the id cannot be stored
     */
    public AggregateSelection {
        Text.requireStorable(aggregateId, "aggregate id");
        Positions.requireNotNegative(after, "after");
        Positions.requireNotNegative(upTo, "upTo");
        Positions.requireNotNegative(limit, "limit");
        requireNonNull(direction, "direction");
    }

    /** Returns the selection of all events of an aggregate, in order. */
    public static AggregateSelection of(String aggregateId) {
        return new AggregateSelection(
                aggregateId, 0, Long.MAX_VALUE, Long.MAX_VALUE, Direction.FORWARDS);
    }

    /** Returns this selection of versions above one. */
    public AggregateSelection after(long version) {
        return new AggregateSelection(aggregateId, version, upTo, limit, direction);
    }

    /** Returns this selection of versions up to one, included. */
    public AggregateSelection upTo(long version) {
        return new AggregateSelection(aggregateId, after, version, limit, direction);
    }

    /** Returns this selection of at most so many events. */
    public AggregateSelection limit(long limit) {
        return new AggregateSelection(aggregateId, after, upTo, limit, direction);
    }

    /** Returns this selection from the highest version down. */
    public AggregateSelection backwards() {
        return new AggregateSelection(aggregateId, after, upTo, limit, Direction.BACKWARDS);
    }
}
