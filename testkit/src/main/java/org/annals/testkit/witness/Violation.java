package org.annals.testkit.witness;

import static java.util.Objects.requireNonNull;

/**
 * One contradiction between a log and what was said of it. Immutable.
 *
 * @param what which append, event, page or follower, and how, in a sentence
 */
public record Violation(Kind kind, String what) {
    /** What kind of promise was broken. */
    public enum Kind {
        /** A position is missing, stands twice or goes back. */
        POSITION,
        /** An event that was never asked for, was refused, or stands there already. */
        PHANTOM,
        /** An event is not what was given. */
        CHANGED,
        /** The events of one append are not neighbours in their order, or not all there. */
        TORN,
        /** An acknowledged append is not there. */
        LOST,
        /** An acknowledged append is not where its receipt says, or receipts disagree. */
        MISPLACED,
        /** What was refused was recorded, or the other way round. */
        CONTRADICTED,
        /** A version of an aggregate is missing or stands twice. */
        VERSION,
        /** An append was recorded although an event before it matches its condition. */
        CONDITION,
        /** An append was recorded although its tracking is not beyond that before it. */
        TRACKING,
        /** An append was acknowledged before another was asked for, and stands behind it. */
        ORDER,
        /** A refusal for which there is no reason in the log. */
        UNJUSTIFIED,
        /** A refusal by a state that was over when the append was asked for. */
        OUTDATED,
        /** A page lacks something, has too much, or does not say rightly how far it goes. */
        PAGE,
        /** A follower was given an event twice, out of order or unasked, or one is missing. */
        DELIVERY
    }

    public Violation {
        requireNonNull(kind, "kind");
        requireNonNull(what, "what");
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
