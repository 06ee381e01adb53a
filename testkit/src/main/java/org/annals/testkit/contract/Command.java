package org.annals.testkit.contract;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** One step that is taken with a recorder and with the oracle alike. Immutable. */
sealed interface Command {
    /** Takes the step and returns what came of it, in a form that can be compared. */
    @Nullable Object run(RecorderFixture fixture) throws Exception;

    /**
     * Appends everything at once.
     *
     * @param row the value of the row {@code k}, or null to write none
     */
    record Append(
            List<StoredEvent> events,
            List<AppendCondition> conditions,
            @Nullable Tracking tracking,
            @Nullable String row)
            implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            AppendRequest request = AppendRequest.of(events);
            for (AppendCondition condition : conditions) {
                request = request.onCondition(condition);
            }
            if (tracking != null) {
                request = request.withTracking(tracking);
            }
            if (row != null) {
                request = request.withWork(fixture.writingRow("k", row));
            }
            return fixture.recorder().append(request);
        }
    }

    /** Reads one page. */
    record ReadPage(LogSelection selection) implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            return fixture.recorder().readLog(selection);
        }
    }

    /** Reads page after page. */
    record ReadPages(LogSelection selection) implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            return FollowedPages.notifications(fixture.recorder(), selection);
        }
    }

    /** Reads one aggregate. */
    record ReadAggregate(AggregateSelection selection) implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            return fixture.recorder().readAggregate(selection).toList();
        }
    }

    /** Moves the place in an upstream log. */
    record Track(Tracking tracking) implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            fixture.recorder().track(tracking);
            return "tracked";
        }
    }

    /** Asks whether a place has been reached. */
    record Await(String upstream, long position) implements Command {
        @Override
        public Object run(RecorderFixture fixture) throws InterruptedException {
            return fixture.recorder().awaitTracking(upstream, position, Duration.ZERO);
        }
    }

    /** Reads a place in an upstream log, the head, and the row of the user's own. */
    record ReadPlaces(String upstream) implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            return List.of(
                    fixture.recorder().findTracking(upstream),
                    fixture.recorder().head(),
                    fixture.findRow("k"));
        }
    }

    /** Closes the recorder and opens the store again. */
    record Reopen() implements Command {
        @Override
        public Object run(RecorderFixture fixture) {
            return fixture.reopen().head();
        }
    }
}
