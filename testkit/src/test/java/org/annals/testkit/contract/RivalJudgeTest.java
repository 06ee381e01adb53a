package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** That the judge of a race finds what is planted in one that was without fault. */
final class RivalJudgeTest {
    private static final long SEED = 7;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<RivalAttempt> attempts = new ArrayList<>();
    private final List<Notification> log = new ArrayList<>();

    @BeforeEach
    void race() throws Exception {
        List<String> journal = new CopyOnWriteArrayList<>();
        try (var recorder = MemoryRecorder.open("Race")) {
            new Rivals(SEED, 0, 2, 60).compete(recorder, DEADLINE, journal::add);
            journal.forEach(line -> attempts.add(RivalAttempt.parse(line)));
            log.addAll(FollowedPages.notifications(recorder, LogSelection.all()));
        }
    }

    private List<String> contradictions() {
        return RivalJudge.judge(SEED, attempts, log).contradictions();
    }

    private void assertFound(String what) {
        List<String> found = contradictions();
        assertTrue(found.stream().anyMatch(each -> each.contains(what)), found::toString);
    }

    private int indexOf(Predicate<RivalAttempt> wanted) {
        for (int i = 0; i < attempts.size(); i++) {
            if (wanted.test(attempts.get(i))) {
                return i;
            }
        }
        throw new AssertionError("No attempt is so.");
    }

    private static boolean isRefused(RivalAttempt attempt) {
        return attempt.outcome() instanceof RivalOutcome.Refused;
    }

    private static boolean isRecorded(RivalAttempt attempt) {
        return attempt.outcome() instanceof RivalOutcome.Recorded;
    }

    private void become(int index, RivalOutcome outcome) {
        RivalAttempt before = attempts.get(index);
        attempts.set(
                index, new RivalAttempt(before.lane(), before.number(), before.head(), outcome));
    }

    /** Returns the refusal of an attempt that was refused. */
    private RivalOutcome.Refused refusal(int index) {
        return attempts.get(index).outcome() instanceof RivalOutcome.Refused refusal
                ? refusal
                : new RivalOutcome.Refused(-1, 0, List.of());
    }

    private FailIfMatching condition(int index) {
        return attempts.get(index).request(SEED).conditions().get(refusal(index).condition());
    }

    @Test
    void aRaceWithoutFaultHasNone() {
        RivalJudge.Verdict verdict = RivalJudge.judge(SEED, attempts, log);
        assertEquals(List.of(), verdict.contradictions());
        assertEquals(120, verdict.recorded() + verdict.refused());
        assertTrue(verdict.recorded() > 20 && verdict.refused() > 20, verdict::toString);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (RivalAttempt attempt : attempts) {
            assertEquals(attempt, RivalAttempt.parse(attempt.toLine()));
        }
        var rivals = new Rivals(1, 2, 3, 4);
        assertEquals(rivals, Rivals.parse(rivals.arguments()));
    }

    @Test
    void everyShapeOfQueryIsAskedFor() {
        List<Query> queries =
                attempts.stream()
                        .map(attempt -> attempt.request(SEED))
                        .map(AppendRequest::conditions)
                        .flatMap(List::stream)
                        .map(FailIfMatching::query)
                        .toList();
        List<Predicate<QueryItem>> shapes =
                List.of(
                        QueryItem::matchesEverything,
                        item -> item.types().size() == 1 && item.tags().isEmpty(),
                        item -> item.types().size() > 1 && item.tags().isEmpty(),
                        item -> item.types().isEmpty() && item.tags().size() == 1,
                        item -> item.types().isEmpty() && item.tags().size() > 1,
                        item -> !item.types().isEmpty() && !item.tags().isEmpty());
        for (Predicate<QueryItem> shape : shapes) {
            assertTrue(queries.stream().anyMatch(each -> each.items().stream().anyMatch(shape)));
        }
        assertTrue(queries.contains(Query.all()));
        assertTrue(queries.stream().anyMatch(query -> query.items().size() > 2));
        assertTrue(attempts.stream().anyMatch(each -> each.request(SEED).conditions().size() > 1));
    }

    @Test
    void whatIsRecordedAgainstItsConditionIsFound() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        List<StoredEvent> events = attempts.get(refused).request(SEED).events();
        long first = log.size() + 1L;
        for (StoredEvent event : events) {
            log.add(new Notification(log.size() + 1L, event));
        }
        become(refused, new RivalOutcome.Recorded(new AppendReceipt(first, log.size())));
        assertFound("has failed");
    }

    @Test
    void theSameIsFoundWhereTheReplyWasLost() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        for (StoredEvent event : attempts.get(refused).request(SEED).events()) {
            log.add(new Notification(log.size() + 1L, event));
        }
        become(refused, new RivalOutcome.Unknown());
        assertFound("has failed");
    }

    @Test
    void aLostReplyMayMeanBoth() {
        become(indexOf(RivalJudgeTest::isRefused), new RivalOutcome.Unknown());
        become(indexOf(RivalJudgeTest::isRecorded), new RivalOutcome.Unknown());
        assertEquals(List.of(), contradictions());
    }

    @Test
    void aRefusalForWhatIsNotThereIsFound() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        var refusal = refusal(refused);
        become(
                refused,
                new RivalOutcome.Refused(refusal.condition(), log.size() + 1L, refusal.matches()));
        assertFound("what is not there");
    }

    @Test
    void aRefusalForWhatDoesNotMatchIsFound() {
        int refused =
                indexOf(
                        each -> {
                            int index = attempts.indexOf(each);
                            return isRefused(each)
                                    && !isFailed(index, refusal(index).position() + 1);
                        });
        become(
                refused,
                new RivalOutcome.Refused(
                        refusal(refused).condition(),
                        refusal(refused).position() + 1,
                        refusal(refused).matches()));
        assertFound("not the first event to fail");
    }

    private boolean isFailed(int index, long position) {
        if (position > log.size()) {
            return true;
        }
        StoredEvent event = log.get((int) position - 1).storedEvent();
        return condition(index).query().matches(event.type(), event.tags());
    }

    @Test
    void aRefusalForWhatIsNotAfterThePositionIsFound() {
        int refused =
                indexOf(each -> isRefused(each) && condition(attempts.indexOf(each)).after() > 0);
        become(
                refused,
                new RivalOutcome.Refused(
                        refusal(refused).condition(),
                        condition(refused).after(),
                        refusal(refused).matches()));
        assertFound("not the first event to fail");
    }

    @Test
    void aNameThatIsWrongIsFound() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        var refusal = refusal(refused);
        Match first = refusal.matches().getFirst();
        QueryItem other = QueryItem.ofTypes(first.type(), "other");
        List<List<Match>> wrong =
                List.of(
                        List.of(new Match(first.position(), first.type(), first.tags(), other)),
                        List.of(
                                new Match(
                                        first.position() + 1,
                                        first.type(),
                                        first.tags(),
                                        first.item())),
                        List.of(first, first));
        for (List<Match> matches : wrong) {
            become(
                    refused,
                    new RivalOutcome.Refused(refusal.condition(), refusal.position(), matches));
            assertFound("is next to fail");
        }
        become(
                refused,
                new RivalOutcome.Refused(refusal.condition(), refusal.position(), List.of()));
        assertFound("names none");
    }

    @Test
    void whatIsRefusedAndThereIsFound() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        StoredEvent event = attempts.get(refused).request(SEED).events().getFirst();
        log.add(new Notification(log.size() + 1L, event));
        assertFound("in whole or in part");
        assertFound("Nobody was told");
    }

    @Test
    void whatIsAcceptedAndNotThereIsFound() {
        log.removeLast();
        assertFound("is not where the receipt");
    }

    @Test
    void whatNobodyWasToldOfIsFound() {
        attempts.remove(indexOf(RivalJudgeTest::isRecorded));
        assertFound("Nobody was told");
    }

    @Test
    void whatIsThereTwiceIsFound() {
        log.add(new Notification(log.size() + 1L, log.getFirst().storedEvent()));
        assertFound("twice");
    }

    @Test
    void aContradictionNamesSeedRequestAndEvents() {
        int refused = indexOf(RivalJudgeTest::isRefused);
        var refusal = refusal(refused);
        Match first = refusal.matches().getFirst();
        become(
                refused,
                new RivalOutcome.Refused(
                        refusal.condition(), refusal.position(), List.of(first, first)));
        assertFound("Seed " + SEED);
        assertFound(attempts.get(refused).request(SEED).events().toString());
        assertFound(attempts.get(refused).request(SEED).conditions().toString());
    }
}
