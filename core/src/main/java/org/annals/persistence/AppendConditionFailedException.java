package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventSourcingException;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition.FailIfMatching;

import java.util.List;

/**
 * An event matches the query of an append condition. Nothing was written, and never will be by this
 * request. Read what the decision depends on again and repeat it.
 *
 * <p>It names the events that are in the way, as far as they could be read: see {@link #matches}.
 */
public final class AppendConditionFailedException extends EventSourcingException {
    /** How many events are named at most. */
    public static final int MOST_MATCHES = 5;

    private static final long serialVersionUID = 1L;

    private final transient FailIfMatching condition;
    private final long matchingPosition;
    private final transient List<Match> matches;

    /**
     * An event that matches, and by what. Immutable.
     *
     * @param tags that the event was recorded with
     * @param item the item of the query that it matches by these: of several the narrowest, as
     *     {@link Query#findItem} says; of a query without items one that matches everything. If it
     *     matches none by these, it matches by tags that it was {@linkplain TagRecorder given
     *     later}, and this is the narrowest item that its type allows
     */
    public record Match(long position, String type, List<EventTag> tags, QueryItem item) {
        /**
         * @throws IllegalArgumentException if no event of this type matches the item, or the
         *     position is none
         */
        public Match {
            tags = List.copyOf(tags);
            if (position < 1 || !item.allowsType(requireNonNull(type, "type"))) {
                throw new IllegalArgumentException(
                        "'%s' at position %d does not match %s. Name an item that it matches."
                                .formatted(type, position, item));
            }
        }
    }

    /** Makes the exception of which a position is known, and nothing of the event there. */
    public AppendConditionFailedException(FailIfMatching condition, long matchingPosition) {
        super(ConflictText.of(condition, matchingPosition), null);
        this.condition = condition;
        this.matchingPosition = matchingPosition;
        this.matches = List.of();
    }

    /**
     * Makes the exception that names events.
     *
     * @param matches the first that match, in order of position
     * @throws IllegalArgumentException if there are none, or more than {@value #MOST_MATCHES}
     */
    public AppendConditionFailedException(FailIfMatching condition, List<Match> matches) {
        super(ConflictText.of(condition, requireSome(matches)), null);
        this.condition = condition;
        this.matchingPosition = matches.getFirst().position();
        this.matches = List.copyOf(matches);
    }

    private static List<Match> requireSome(List<Match> matches) {
        if (matches.isEmpty() || matches.size() > MOST_MATCHES) {
            throw new IllegalArgumentException(
                    "%d events are given that match. Name the first, and at most %d."
                            .formatted(matches.size(), MOST_MATCHES));
        }
        return matches;
    }

    /** Returns the condition that failed: of several, the first. */
    public FailIfMatching condition() {
        return condition;
    }

    /** Returns the position of the first event that matches. */
    public long matchingPosition() {
        return matchingPosition;
    }

    /**
     * Returns the first events that match, in order of position: the one at {@link
     * #matchingPosition}, and others of the thousand positions from there on, {@value
     * #MOST_MATCHES} at most. They are read after the refusal, so some may have been recorded
     * since.
     *
     * <p>Empty if they could not be read, as the suppressed exception says; if the caller was
     * interrupted; or if the append was part of a transaction of the caller's, which the read would
     * have made longer.
     */
    public List<Match> matches() {
        return matches;
    }
}
