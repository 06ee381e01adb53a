package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.OUTDATED;
import static org.annals.testkit.witness.Violation.Kind.UNJUSTIFIED;

import org.annals.domain.Origin;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Refusals, each of which needs an event that was there to be seen at the time. */
final class Reasons {
    private final LogSource log;
    private final Prefix prefix;
    private final Violations violations;
    private final List<Refused> waiting = new ArrayList<>();

    private record Refused(Append append, Rejection rejection, long number) {}

    Reasons(LogSource log, Prefix prefix, Violations violations) {
        this.log = log;
        this.prefix = prefix;
        this.violations = violations;
    }

    /** Judges a refusal by what was seen so far, or keeps it until its reason is seen. */
    void judge(Append append, Rejection rejection, long number) {
        if (isPlausible(append, rejection) && !isKnown(append, rejection)) {
            waiting.add(new Refused(append, rejection, number));
        }
    }

    private boolean isPlausible(Append append, Rejection rejection) {
        if (append.reusesIds() != rejection instanceof Rejection.Reuse) {
            return refuted(UNJUSTIFIED, append, rejection);
        }
        return switch (rejection) {
            case Rejection.Version(var aggregateId, long expected, long given) -> {
                long known = append.knownVersions.getOrDefault(aggregateId, -1L);
                if (given == expected || !asksFor(append, new Origin(aggregateId, given))) {
                    yield refuted(UNJUSTIFIED, append, rejection);
                }
                yield expected > known || refuted(OUTDATED, append, rejection);
            }
            case Rejection.Condition(var condition, long match) ->
                    (append.request().conditions().contains(condition) && match > condition.after())
                            || refuted(UNJUSTIFIED, append, rejection);
            case Rejection.Behind(var upstream, long recorded) -> {
                Tracking given = append.tracking();
                if (given == null
                        || !given.upstream().equals(upstream)
                        || given.position() > recorded) {
                    yield refuted(UNJUSTIFIED, append, rejection);
                }
                yield recorded >= append.knownTracking || refuted(OUTDATED, append, rejection);
            }
            case Rejection.Reuse reuse -> true;
        };
    }

    private static boolean asksFor(Append append, Origin origin) {
        return append.events().stream().anyMatch(event -> origin.equals(event.origin()));
    }

    private boolean isKnown(Append append, Rejection rejection) {
        return switch (rejection) {
            case Rejection.Version(var aggregateId, long expected, long given) ->
                    prefix.version(aggregateId) >= expected - 1;
            case Rejection.Condition(var condition, long match) -> {
                if (match > prefix.end()) {
                    yield false;
                }
                Notification event = log.read(match, match).getFirst();
                yield Prefix.matches(condition.query(), event.storedEvent())
                        || !refuted(UNJUSTIFIED, append, rejection);
            }
            case Rejection.Behind(var upstream, long recorded) ->
                    prefix.tracked(upstream) >= recorded;
            case Rejection.Reuse reuse -> true;
        };
    }

    /** Is told of an event, and of the append that it is the beginning or a part of, if any. */
    void see(Notification seen, @Nullable Append recorded) {
        waiting.removeIf(
                refused ->
                        isAbout(refused.rejection(), seen, recorded)
                                && judged(refused, seen, recorded));
    }

    private static boolean isAbout(
            Rejection rejection, Notification seen, @Nullable Append recorded) {
        return switch (rejection) {
            case Rejection.Version(var aggregateId, long expected, long given) -> {
                Origin origin = seen.storedEvent().origin();
                yield origin != null
                        && origin.aggregateId().equals(aggregateId)
                        && origin.version() >= expected - 1;
            }
            case Rejection.Condition(var condition, long match) -> match == seen.position();
            case Rejection.Behind(var upstream, long position) -> {
                Tracking tracking = recorded == null ? null : recorded.tracking();
                yield tracking != null
                        && tracking.upstream().equals(upstream)
                        && tracking.position() >= position;
            }
            case Rejection.Reuse reuse -> true;
        };
    }

    private boolean judged(Refused refused, Notification seen, @Nullable Append recorded) {
        boolean matches =
                !(refused.rejection() instanceof Rejection.Condition(var condition, long match))
                        || Prefix.matches(condition.query(), seen.storedEvent());
        // What nobody had asked for yet was not there to be seen.
        if (!matches || (recorded != null && recorded.asked > refused.number())) {
            refuted(UNJUSTIFIED, refused.append(), refused.rejection());
        }
        return true;
    }

    private boolean refuted(Violation.Kind kind, Append append, Rejection rejection) {
        violations.add(kind, "%s was refused by %s".formatted(append, rejection));
        return false;
    }

    void finish() {
        waiting.forEach(refused -> refuted(UNJUSTIFIED, refused.append(), refused.rejection()));
    }
}
