package org.annals.recording;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;

import java.util.List;
import java.util.function.Function;

/**
 * The events that failed a condition, looked up for the exception that says so: by one read, on the
 * caller's thread, when nothing is locked any more. Whoever writes for others knows the position
 * alone, and has no time for more. Stateless.
 */
public final class FailedCondition {
    // However many conflicts follow, what is read for one is bounded.
    private static final int REACH = 1_000;

    private FailedCondition() {}

    /**
     * Returns a refusal with the events that are in the way, or as it is: if it is not this
     * request's, but came from the user's own work; if the running thread is interrupted; or if the
     * read fails, with what it failed by among those suppressed.
     *
     * @param log reads a page of what is committed
     */
    public static AppendConditionFailedException named(
            AppendConditionFailedException refusal,
            AppendRequest request,
            Function<LogSelection, LogPage> log) {
        boolean isNamed = !refusal.matches().isEmpty();
        boolean isOurs = request.conditions().contains(refusal.condition());
        if (isNamed || !isOurs || Thread.currentThread().isInterrupted()) {
            return refusal;
        }
        try {
            return named(refusal, log);
        } catch (RuntimeException unread) {
            refusal.addSuppressed(unread);
            return refusal;
        }
    }

    private static AppendConditionFailedException named(
            AppendConditionFailedException refusal, Function<LogSelection, LogPage> log) {
        long first = refusal.matchingPosition();
        Query query = refusal.condition().query();
        // A page that begins where the judge has found one holds that one, wherever it ends.
        var selection =
                LogSelection.all()
                        .matching(query)
                        .after(first - 1)
                        .upTo(first + REACH - 1)
                        .limit(AppendConditionFailedException.MOST_MATCHES);
        List<Match> matches =
                log.apply(selection).notifications().stream()
                        .map(each -> match(each, query))
                        .toList();
        if (matches.isEmpty() || matches.getFirst().position() != first) {
            // Somebody has changed what is recorded, which others are there to find.
            return refusal;
        }
        var named = new AppendConditionFailedException(refusal.condition(), matches);
        for (Throwable suppressed : refusal.getSuppressed()) {
            named.addSuppressed(suppressed);
        }
        return named;
    }

    private static Match match(Notification found, Query query) {
        StoredEvent event = found.storedEvent();
        return new Match(
                found.position(),
                event.type(),
                event.tags(),
                query.findItem(event.type(), event.tags())
                        // It was found by tags that it has been given, which no page tells.
                        .or(() -> query.findItem(event.type()))
                        .orElseThrow());
    }
}
