package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.CHANGED;
import static org.annals.testkit.witness.Violation.Kind.CONDITION;
import static org.annals.testkit.witness.Violation.Kind.CONTRADICTED;
import static org.annals.testkit.witness.Violation.Kind.LOST;
import static org.annals.testkit.witness.Violation.Kind.MISPLACED;
import static org.annals.testkit.witness.Violation.Kind.ORDER;
import static org.annals.testkit.witness.Violation.Kind.PHANTOM;
import static org.annals.testkit.witness.Violation.Kind.POSITION;
import static org.annals.testkit.witness.Violation.Kind.TORN;
import static org.annals.testkit.witness.Violation.Kind.TRACKING;
import static org.annals.testkit.witness.Violation.Kind.VERSION;

import org.annals.domain.Origin;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Compares a log with all that was asked of it and said of it.
 *
 * {@snippet class="org.annals.testkit.witness.WitnessTest" region="witness"}
 *
 * <p>What it is told it takes as having happened in this order: an append is asked for before it
 * begins, and its outcome is told after it is known. So where an acknowledgement is told before
 * another append is asked for, the log must have them in this order, whichever threads or processes
 * they belong to. The log may be seen at any time, step by step, as long as all appends that it
 * shows were asked for.
 *
 * <p>Aggregates, trackings and conditions are judged by what stands before an event in the log, and
 * refusals by what could be seen at the time. Events have the tags that they were recorded with: a
 * log whose events {@linkplain org.annals.persistence.TagRecorder are given others} meanwhile it
 * does not judge rightly. For one thread at a time.
 */
public final class Witness {
    private final Violations violations = new Violations();
    private final Prefix prefix;
    private final Reasons reasons;
    private final Pages pages;
    private final Former former = new Former();
    private final Heads heads = new Heads(violations);
    private final Remembered remembered;
    private final List<Follower> followers = new ArrayList<>();
    private final Map<UUID, Append> awaited = new HashMap<>();
    private final Map<Long, Append> promised = new HashMap<>();
    private final Acknowledged acknowledged = new Acknowledged();
    private long number;
    private long latestAsked;
    private @Nullable Append unfinished;

    /** Makes the witness of a log that is seen from its first event on. */
    public Witness(LogSource log) {
        this.prefix = new Prefix(log);
        this.reasons = new Reasons(log, prefix, violations);
        this.pages = new Pages(log, violations);
        this.remembered = new Remembered(log, violations);
    }

    /**
     * Is told that an append is asked for, before it begins.
     *
     * @param name what it is called in messages
     * @throws IllegalArgumentException if it has no event, by which it could be found
     */
    public Append ask(String name, AppendRequest request) {
        return begun(new Append(name, request, false));
    }

    /** Is told of an append with event ids that are recorded otherwise, which must be refused. */
    public Append askReusingIds(String name, AppendRequest request) {
        return begun(new Append(name, request, true));
    }

    private Append begun(Append append) {
        if (append.events().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no event, and so leaves no trace in the log. Give it one."
                            .formatted(append));
        }
        askAgain(append);
        return append;
    }

    /** Is told that the same append is asked for once more, whatever became of it before. */
    public void askAgain(Append append) {
        append.isUncertain |= append.isUnderWay;
        append.isUnderWay = true;
        number++;
        if (!append.isUncertain && !append.isSettled()) {
            append.asked = number;
        }
        if (!append.reusesIds() && !append.isSettled()) {
            append.events().forEach(event -> awaited.put(event.id(), append));
        }
        append.request().conditions().forEach(each -> prefix.lastMatch(each.query()));
        acknowledged.noteIn(append);
    }

    /** Is told that an append is recorded. */
    public void recorded(Append append, AppendReceipt receipt) {
        append.isUnderWay = false;
        number++;
        if (append.reusesIds() || append.rejection != null) {
            violations.add(
                    CONTRADICTED, "%s must be refused, and has %s".formatted(append, receipt));
            return;
        }
        if (receipt.positions().count() != append.events().size()) {
            violations.add(
                    MISPLACED,
                    "%s has %d events, and %s".formatted(append, append.events().size(), receipt));
        }
        if (append.receipt != null) {
            if (!append.receipt.equals(receipt)) {
                violations.add(
                        MISPLACED,
                        "%s had %s, and now %s".formatted(append, append.receipt, receipt));
            }
            return;
        }
        append.receipt = receipt;
        append.acknowledged = number;
        acknowledged.add(append);
        compareWithLog(append, receipt.first());
    }

    private void compareWithLog(Append append, long first) {
        if (append.place > 0) {
            if (append.place != first) {
                violations.add(
                        MISPLACED,
                        "%s stands at %d, and not at %d".formatted(append, append.place, first));
            }
        } else if (first <= prefix.end()) {
            violations.add(
                    LOST, "%s was acknowledged at %d, where it is not".formatted(append, first));
        } else {
            Append other = promised.put(first, append);
            if (other != null) {
                violations.add(MISPLACED, "%s and %s both have %d".formatted(append, other, first));
            }
        }
    }

    /** Is told that an append was refused for good. */
    public void refused(Append append, Rejection rejection) {
        append.isUnderWay = false;
        number++;
        if (append.receipt != null || append.place > 0) {
            violations.add(
                    CONTRADICTED, "%s stands in the log, and has %s".formatted(append, rejection));
            return;
        }
        // The other time that it was asked for may yet find the hole closed.
        boolean isOver = !(append.isUncertain && rejection.mayEnd());
        if (isOver) {
            append.rejection = rejection;
            forget(append, "was refused");
        }
        reasons.judge(append, rejection, number);
    }

    /** Is told that nothing was written, this time that it was asked for. */
    public void notWritten(Append append) {
        append.isUnderWay = false;
        number++;
        if (append.isUncertain || append.receipt != null || append.rejection != null) {
            return;
        }
        if (append.place > 0) {
            violations.add(
                    CONTRADICTED,
                    "%s stands in the log, and is said not to be written".formatted(append));
        }
        forget(append, "was said not to be written");
    }

    /** Is told that nobody knows whether an append was recorded. */
    public void unknown(Append append) {
        append.isUnderWay = false;
        append.isUncertain = true;
        number++;
    }

    private void forget(Append append, String fate) {
        if (!append.reusesIds()) {
            append.events().forEach(event -> awaited.remove(event.id()));
            former.add(append, fate);
        }
    }

    /** Sees the next event of the log. */
    public void see(Notification seen) {
        if (seen.position() != prefix.end() + 1) {
            violations.add(
                    POSITION,
                    "position %d stands behind %d".formatted(seen.position(), prefix.end()));
            if (seen.position() <= prefix.end()) {
                return;
            }
        }
        Append beginning = promised.remove(seen.position());
        Append append = found(seen);
        if (beginning != null && (append != beginning || append.place != seen.position())) {
            violations.add(
                    LOST,
                    "%s was acknowledged at %d, where the log has %s"
                            .formatted(
                                    beginning,
                                    seen.position(),
                                    append == null ? "a phantom" : append));
        }
        requireVersion(seen);
        prefix.add(seen);
        remembered.add(seen);
        reasons.see(seen, append);
        followers.forEach(follower -> follower.see(seen));
        pages.see(seen.position());
        heads.see(seen.position());
    }

    /** Returns whose event it is, or null if nobody waits for it. */
    private @Nullable Append found(Notification seen) {
        StoredEvent event = seen.storedEvent();
        Append append = awaited.get(event.id());
        if (append != unfinished) {
            requireFinished();
        }
        if (append == null) {
            violations.add(
                    PHANTOM,
                    "event %s at %d %s".formatted(event.id(), seen.position(), former.of(event)));
            return null;
        }
        if (append.seen == 0) {
            begin(append, seen.position());
        }
        take(append, event, seen.position());
        return append;
    }

    private void requireFinished() {
        if (unfinished != null) {
            violations.add(
                    TORN,
                    "%s ends after %d of %d events, at %d"
                            .formatted(
                                    unfinished,
                                    unfinished.seen,
                                    unfinished.events().size(),
                                    prefix.end()));
        }
        unfinished = null;
    }

    private void begin(Append append, long position) {
        append.place = position;
        heads.begin(position, position + append.events().size() - 1);
        for (FailIfMatching condition : append.request().conditions()) {
            long match = prefix.lastMatch(condition.query());
            if (match > condition.after()) {
                violations.add(
                        CONDITION,
                        "%s at %d, and %d matches %s"
                                .formatted(append, position, match, condition));
            }
        }
        Tracking tracking = append.tracking();
        if (tracking != null) {
            long tracked = prefix.tracked(tracking.upstream());
            if (tracked >= tracking.position()) {
                violations.add(
                        TRACKING,
                        "%s at %d moves %s from %d".formatted(append, position, tracking, tracked));
            }
            prefix.track(tracking.upstream(), tracking.position());
        }
        if (append.acknowledged < latestAsked) {
            violations.add(
                    ORDER,
                    "%s at %d was acknowledged before what stands before it was asked for"
                            .formatted(append, position));
        }
        latestAsked = Math.max(latestAsked, append.asked);
        if (append.receipt != null && append.receipt.first() != position) {
            violations.add(
                    MISPLACED,
                    "%s stands at %d, and has %s".formatted(append, position, append.receipt));
        }
    }

    private void take(Append append, StoredEvent event, long position) {
        awaited.remove(event.id());
        StoredEvent given = append.events().get(append.seen);
        append.seen++;
        if (!given.id().equals(event.id())) {
            violations.add(
                    TORN,
                    "%s has %s at %d in place of %s"
                            .formatted(append, event.id(), position, given.id()));
        } else if (!given.equals(event)) {
            violations.add(
                    CHANGED, "%s gave %s, and %d has %s".formatted(append, given, position, event));
        }
        boolean isWhole = append.seen == append.events().size();
        unfinished = isWhole ? null : append;
        if (isWhole) {
            former.add(append, "stands at %d".formatted(append.place));
        }
    }

    private void requireVersion(Notification seen) {
        Origin origin = seen.storedEvent().origin();
        if (origin != null && origin.version() != prefix.version(origin.aggregateId()) + 1) {
            violations.add(
                    VERSION,
                    "%s at %d stands behind version %d"
                            .formatted(
                                    origin, seen.position(), prefix.version(origin.aggregateId())));
        }
    }

    /** Begins to compare a follower, who follows from the beginning, with the log. */
    public Follower follow(String name, Query query) {
        if (prefix.end() > 0) {
            throw new IllegalStateException(
                    "%s comes too late: the log was seen to %d.".formatted(name, prefix.end()));
        }
        var follower = new Follower(name, query, violations);
        followers.add(follower);
        return follower;
    }

    /**
     * Is told of a page that was read.
     *
     * @param acknowledged the highest position that was acknowledged before the read began
     */
    public void page(LogSelection selection, LogPage page, long acknowledged) {
        pages.add(selection, page, acknowledged, prefix.end());
        heads.add(page, prefix.end());
    }

    /** Returns the position up to which the log was seen. */
    public long end() {
        return prefix.end();
    }

    /** Returns how far an upstream is tracked by what was seen, 0 if it is not. */
    public long tracked(String upstream) {
        return prefix.tracked(upstream);
    }

    /** Returns what was found so far, the first hundred. */
    public List<Violation> violations() {
        return violations.found();
    }

    /** Reads all of the log that was seen once more: what was there may not change, nor leave. */
    public void readAgain() {
        remembered.compare();
    }

    /** Is told that the whole log was seen, and returns what was found in all. */
    public List<Violation> finish() {
        requireFinished();
        promised.forEach(
                (position, append) ->
                        violations.add(
                                LOST,
                                "%s was acknowledged at %d, and the log ends at %d"
                                        .formatted(append, position, prefix.end())));
        reasons.finish();
        pages.finish();
        followers.forEach(Follower::finish);
        return violations();
    }
}
