package org.annals.testkit.contract;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What came of a step. Immutable.
 *
 * @param value what was returned, or what the exception says in fields of its own
 * @param thrown the type of the exception, or null if there was none
 */
record Outcome(@Nullable Object value, @Nullable Class<?> thrown) {
    /** Takes a step; whatever it throws is an outcome too. */
    static Outcome of(Command command, RecorderFixture fixture) {
        try {
            return new Outcome(command.run(fixture), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome("interrupted", e.getClass());
        } catch (Exception | AssertionError e) {
            return new Outcome(detailsOf(e), e.getClass());
        }
    }

    private static Object detailsOf(Throwable thrown) {
        return switch (thrown) {
            case VersionConflictException e ->
                    List.of(e.aggregateId(), e.expectedVersion(), e.givenVersion());
            case AppendConditionFailedException e ->
                    List.of(e.condition(), e.matchingPosition(), e.matches());
            case TrackingConflictException e -> List.of(e.recorded(), e.given());
            default -> "any message";
        };
    }
}
