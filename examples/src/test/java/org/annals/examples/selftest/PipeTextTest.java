package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Origin;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.Tracking;
import org.annals.testkit.witness.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What goes through the pipe between a selftest and its writers comes out as it went in. */
final class PipeTextTest {
    private static final UUID ID = new UUID(1, 2);
    private static final AppendRequest REQUEST = request();

    private static AppendRequest request() {
        var request =
                AppendRequest.of(
                                List.of(
                                        Events.event(
                                                ID,
                                                new Origin("own-1-2", 3),
                                                Vocabulary.NOTED,
                                                List.of(Vocabulary.topic(1), Vocabulary.lane(2))),
                                        Events.event(
                                                new UUID(1, 3), null, Vocabulary.TAKEN, List.of())))
                        .withTracking(Tracking.of("north", 7, ID));
        for (Query query : Vocabulary.queries()) {
            request = request.onCondition(AppendCondition.failIfMatching(query).after(5));
        }
        return request;
    }

    @Test
    void aLineThatAKillHasCutIsNoLine() {
        String line = MarkedLine.of("told 1 w1.0.1 recorded 12 1234");

        assertThat(MarkedLine.parse(line)).contains("told 1 w1.0.1 recorded 12 1234");
        for (int end = 0; end < line.length(); end++) {
            assertThat(MarkedLine.parse(line.substring(0, end))).isEmpty();
        }
    }

    @Test
    void aWishIsTheSameBehindThePipe() {
        var wish = new Wish("w1.0.1", Way.WITHIN, REQUEST);

        Wish read = Wish.parse(wish.toLine());

        assertThat(wish.toLine()).doesNotContain("\n");
        assertThat(read.name()).isEqualTo("w1.0.1");
        assertThat(read.way()).isEqualTo(Way.WITHIN);
        assertThat(read.request().events()).isEqualTo(REQUEST.events());
        assertThat(read.request().conditions()).isEqualTo(REQUEST.conditions());
        assertThat(read.request().tracking()).isEqualTo(REQUEST.tracking());
    }

    @Test
    void whateverAWriterWantsIsTheSameBehindThePipe() {
        try (var recorder = MemoryRecorder.open("Pipe")) {
            var workload = new Workload(1, 0, 42);
            for (int i = 0; i < 500; i++) {
                Wish wish = workload.next(recorder);
                Wish read = Wish.parse(wish.toLine());

                assertThat(read.request().events()).isEqualTo(wish.request().events());
                assertThat(read.request().conditions()).isEqualTo(wish.request().conditions());
                assertThat(read.request().tracking()).isEqualTo(wish.request().tracking());
                if (wish.way() == Way.PLAIN && wish.request().conditions().isEmpty()) {
                    workload.settle(wish, appended(recorder, wish.request()));
                }
            }
            assertThat(recorder.head()).isGreaterThan(100);
        }
    }

    private static Outcome appended(MemoryRecorder recorder, AppendRequest request) {
        try {
            return new Outcome.Recorded(recorder.append(request));
        } catch (RuntimeException e) {
            // A workload asks for holes too.
            return new Outcome.Refused(Rejection.of(e).orElseThrow(() -> e));
        }
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Recorded(new AppendReceipt(3, 4)),
                new Outcome.Refused(new Rejection.Version("own-1-2", 5, 4)),
                new Outcome.Refused(new Rejection.Condition(REQUEST.conditions().get(2), 9)),
                new Outcome.Refused(new Rejection.Behind("north", 8)),
                new Outcome.Refused(new Rejection.Reuse()),
                new Outcome.NotWritten(),
                new Outcome.Unknown());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeIsTheSameBehindThePipe(Outcome outcome) {
        assertThat(Outcome.parse(outcome.toLine(REQUEST), REQUEST)).isEqualTo(outcome);
    }

    @Test
    void whatMayNotComeOfAnAppendIsToldInOneLine() {
        var strange = new Outcome.Strange("an exception\n\tat Somewhere");

        assertThat(Outcome.parse(strange.toLine(REQUEST), REQUEST))
                .isEqualTo(new Outcome.Strange("strange an exception at Somewhere"));
    }

    @Test
    void ordersAreTheSameBehindThePipe() {
        var database =
                new Database(
                        "127.0.0.1",
                        5432,
                        "a b",
                        "us:er",
                        "p@ss word%",
                        Map.of("sslmode", "require"));
        var orders = new Orders(database, "annals_selftest_x", List.of(2, 3), 7, -42);

        assertThat(Orders.parse(orders.toLine()).toLine()).isEqualTo(orders.toLine());
        assertThat(Orders.parse(orders.toLine()).database().password()).isEqualTo("p@ss word%");
    }
}
