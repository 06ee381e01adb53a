package org.annals.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class FailedConditionTest {
    private static final QueryItem ITEM = QueryItem.ofTypes("Taken");
    private static final FailIfMatching CONDITION =
            AppendCondition.failIfMatching(Query.of(ITEM)).after(3);
    private static final AppendRequest REQUEST = AppendRequest.of(List.of()).onCondition(CONDITION);

    private final List<LogSelection> asked = new ArrayList<>();
    private final AppendConditionFailedException refusal =
            new AppendConditionFailedException(CONDITION, 7);

    private LogPage page(LogSelection selection, Notification... found) {
        asked.add(selection);
        return new LogPage(List.of(found), 9, 9);
    }

    private static Notification event(long position) {
        var event =
                new StoredEvent(
                        new UUID(1, position),
                        null,
                        "Taken",
                        1,
                        List.of(EventTag.of("seat", "7")),
                        Instant.EPOCH,
                        Map.of(),
                        Bytes.copyOf(new byte[] {1}));
        return new Notification(position, event);
    }

    @Test
    void theEventsAreFoundByOneReadFromTheKnownPositionOn() {
        var named =
                FailedCondition.named(refusal, REQUEST, where -> page(where, event(7), event(9)));

        var tags = List.of(EventTag.of("seat", "7"));
        assertThat(named.matches())
                .containsExactly(
                        new Match(7, "Taken", tags, ITEM), new Match(9, "Taken", tags, ITEM));
        assertThat(named.matchingPosition()).isEqualTo(7);
        assertThat(named.condition()).isEqualTo(CONDITION);
        assertThat(asked)
                .containsExactly(
                        LogSelection.all()
                                .matching(CONDITION.query())
                                .after(6)
                                .upTo(1_006)
                                .limit(5));
    }

    @Test
    void oneThatWasFoundByTagsThatItWasGivenIsNamedByItsType() {
        QueryItem sought = ITEM.withTags(List.of(EventTag.of("guest", "ada")));
        var condition =
                AppendCondition.failIfMatching(Query.of(QueryItem.ofTypes("Left"), sought))
                        .after(3);
        var named =
                FailedCondition.named(
                        new AppendConditionFailedException(condition, 7),
                        AppendRequest.of(List.of()).onCondition(condition),
                        where -> page(where, event(7)));

        assertThat(named.matches())
                .containsExactly(new Match(7, "Taken", List.of(EventTag.of("seat", "7")), sought));
        assertThat(named.getSuppressed()).isEmpty();
    }

    @Test
    void ifTheReadFailsTheRefusalStandsWithWhatIsKnown() {
        var gone = new RecorderUnavailableException("The database is gone.", null);
        var named =
                FailedCondition.named(
                        refusal,
                        REQUEST,
                        where -> {
                            throw gone;
                        });

        assertThat(named).isSameAs(refusal).hasSuppressedException(gone);
        assertThat(named.matches()).isEmpty();
        assertThat(named.matchingPosition()).isEqualTo(7);
    }

    @Test
    void whoeverIsInterruptedIsNotKept() {
        Thread.currentThread().interrupt();
        var named = FailedCondition.named(refusal, REQUEST, this::page);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(named).isSameAs(refusal);
        assertThat(asked).isEmpty();
    }

    @Test
    void theRefusalOfAnotherAppendIsNotOurs() {
        var other = AppendCondition.failIfMatching(Query.all());
        var named =
                FailedCondition.named(
                        refusal, AppendRequest.of(List.of()).onCondition(other), this::page);

        assertThat(named).isSameAs(refusal);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsNoLongerThereIsNotNamed() {
        var named = FailedCondition.named(refusal, REQUEST, where -> page(where, event(8)));

        assertThat(named).isSameAs(refusal);
        assertThat(FailedCondition.named(refusal, REQUEST, this::page)).isSameAs(refusal);
    }

    @Test
    void whatWasSuppressedStaysSo() {
        var work = new IllegalStateException("of the user's own");
        refusal.addSuppressed(work);
        var named = FailedCondition.named(refusal, REQUEST, where -> page(where, event(7)));

        assertThat(named.matches()).hasSize(1);
        assertThat(named).hasSuppressedException(work);
    }
}
