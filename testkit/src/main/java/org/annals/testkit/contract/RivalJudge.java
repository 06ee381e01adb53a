package org.annals.testkit.contract;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the log when all rivals are done, and compares it with what they were told.
 *
 * <p>No append is recorded that an event before it should have prevented, none is refused but by
 * the first event that matches, and what is there is what somebody was told of, or may have been.
 * For one thread, and one race.
 */
public final class RivalJudge {
    private static final int MOST_MATCHES = 5;
    private static final int MOST_CONTRADICTIONS = 20;

    private final long seed;
    private final List<Notification> log;
    private final Map<UUID, Long> positions = new HashMap<>();
    private final Set<UUID> told = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private int recorded;
    private int refused;

    private RivalJudge(long seed, List<Notification> log) {
        this.seed = seed;
        this.log = log;
        log.forEach(each -> positions.put(each.storedEvent().id(), each.position()));
    }

    /**
     * What was found.
     *
     * @param recorded how many attempts were
     * @param refused how many attempts were
     * @param contradictions between journal and log, each with the request and events, the first
     *     twenty
     */
    public record Verdict(int recorded, int refused, List<String> contradictions) {
        /** Copies the list. */
        public Verdict {
            contradictions = List.copyOf(contradictions);
        }
    }

    /**
     * Judges a race of rivals of one seed, who had the log for themselves.
     *
     * @param journal the lines of all of them, in any order
     */
    public static Verdict judge(long seed, List<String> journal, Recorder recorder) {
        return judge(
                seed,
                journal.stream().map(RivalAttempt::parse).toList(),
                FollowedPages.notifications(recorder, LogSelection.all()));
    }

    static Verdict judge(long seed, List<RivalAttempt> attempts, List<Notification> log) {
        var judge = new RivalJudge(seed, log);
        attempts.forEach(judge::judge);
        judge.requireTold();
        return new Verdict(judge.recorded, judge.refused, judge.contradictions);
    }

    private void judge(RivalAttempt attempt) {
        AppendRequest request = attempt.request(seed);
        switch (attempt.outcome()) {
            case RivalOutcome.Recorded(var receipt) -> {
                recorded++;
                tell(request);
                judgePlace(attempt, request, receipt);
            }
            case RivalOutcome.Refused refusal -> {
                refused++;
                judgeRefusal(attempt, request, refusal);
            }
            case RivalOutcome.Unknown unknown -> {
                tell(request);
                Long first = positions.get(request.events().getFirst().id());
                if (first != null) {
                    long last = first + request.events().size() - 1;
                    judgePlace(attempt, request, new AppendReceipt(first, last));
                } else {
                    requireAbsent(attempt, request);
                }
            }
        }
    }

    private void tell(AppendRequest request) {
        request.events().forEach(event -> told.add(event.id()));
    }

    private void judgePlace(RivalAttempt attempt, AppendRequest request, AppendReceipt receipt) {
        List<StoredEvent> events = request.events();
        boolean isWhole =
                receipt.first() > 0
                        && receipt.last() - receipt.first() + 1 == events.size()
                        && receipt.last() <= log.size();
        for (int i = 0; isWhole && i < events.size(); i++) {
            isWhole = at(receipt.first() + i).storedEvent().equals(events.get(i));
        }
        if (!isWhole) {
            contradict(attempt, "is not where the receipt %s says".formatted(receipt), List.of());
            return;
        }
        for (FailIfMatching condition : request.conditions()) {
            long match = firstMatch(condition, receipt.first());
            if (match < receipt.first()) {
                contradict(
                        attempt,
                        "is recorded at %d although %s has failed"
                                .formatted(receipt.first(), condition),
                        List.of(at(match)));
            }
        }
    }

    private void judgeRefusal(
            RivalAttempt attempt, AppendRequest request, RivalOutcome.Refused refusal) {
        requireAbsent(attempt, request);
        long position = refusal.position();
        if (refusal.condition() < 0 || position < 1 || position > log.size()) {
            contradict(attempt, "was refused for what is not there", List.of());
            return;
        }
        FailIfMatching condition = request.conditions().get(refusal.condition());
        if (position <= condition.after() || firstMatch(condition, position + 1) != position) {
            contradict(
                    attempt,
                    "was refused at %d, which is not the first event to fail %s"
                            .formatted(position, condition),
                    List.of(at(position)));
            return;
        }
        judgeMatches(attempt, condition, refusal);
    }

    /** What is named must be the first events that match, without one left out. */
    private void judgeMatches(
            RivalAttempt attempt, FailIfMatching condition, RivalOutcome.Refused refusal) {
        if (refusal.matches().isEmpty() || refusal.matches().size() > MOST_MATCHES) {
            contradict(attempt, "names none, or too many, of the events in the way", List.of());
        }
        long expected = refusal.position();
        for (Match match : refusal.matches()) {
            if (match.position() != expected
                    || expected > log.size()
                    || !isNamedRightly(match, condition.query())) {
                contradict(
                        attempt,
                        "names %s, and %d is next to fail %s".formatted(match, expected, condition),
                        expected <= log.size() ? List.of(at(expected)) : List.of());
                return;
            }
            expected = firstMatch(condition.after(expected), log.size() + 1L);
        }
    }

    private boolean isNamedRightly(Match match, Query query) {
        StoredEvent event = at(match.position()).storedEvent();
        boolean isOfQuery =
                query.items().isEmpty()
                        ? match.item().equals(QueryItem.ofTypes())
                        : query.items().contains(match.item());
        return isOfQuery
                && event.type().equals(match.type())
                && event.tags().equals(match.tags())
                && match.item().matches(event.type(), event.tags());
    }

    private void requireAbsent(RivalAttempt attempt, AppendRequest request) {
        List<Notification> there = new ArrayList<>();
        for (StoredEvent event : request.events()) {
            Long position = positions.get(event.id());
            if (position != null) {
                there.add(at(position));
            }
        }
        if (!there.isEmpty()) {
            contradict(attempt, "is there, in whole or in part", there);
        }
    }

    private void requireTold() {
        for (int i = 0; i < log.size(); i++) {
            Notification each = log.get(i);
            if (each.position() != i + 1L || !told.contains(each.storedEvent().id())) {
                add("Nobody was told of %s".formatted(each));
            }
        }
        if (positions.size() != log.size()) {
            add("Some event is there twice.");
        }
    }

    /** Returns the position of the first event that fails a condition, or the end if none does. */
    private long firstMatch(FailIfMatching condition, long end) {
        for (long position = condition.after() + 1; position < end; position++) {
            StoredEvent event = at(position).storedEvent();
            if (condition.query().matches(event.type(), event.tags())) {
                return position;
            }
        }
        return end;
    }

    private Notification at(long position) {
        return log.get(Math.toIntExact(position - 1));
    }

    private void contradict(RivalAttempt attempt, String what, List<Notification> events) {
        AppendRequest request = attempt.request(seed);
        add(
                "Seed %d, attempt %s: %s on %s %s; in the log: %s"
                        .formatted(
                                seed,
                                attempt.toLine(),
                                request.events(),
                                request.conditions(),
                                what,
                                events));
    }

    private void add(String contradiction) {
        if (contradictions.size() < MOST_CONTRADICTIONS) {
            contradictions.add(contradiction);
        }
    }
}
