package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.Recording;
import org.annals.encryption.SubjectErasedException;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

/** What executing a command makes of replies that are lost. */
final class LostRepliesTest {
    private static ApplicationTest.Everything open(PersistenceModule module) {
        return new ApplicationTest.Everything(
                Settings.only(Map.of())
                        .using(Transcoder.class, new RememberingTranscoder())
                        .using(PersistenceModule.class, module));
    }

    private static OutcomeUnknownException lost() {
        return new OutcomeUnknownException("Lost.", null);
    }

    @Test
    void aCommandWhoseReplyIsLostIsRecordedOnce() {
        try (var app = open(LosingReplies.of(lost(), lost(), lost()))) {
            Executed<Integer> executed = app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4);

            assertThat(executed.recordings()).extracting(Recording::position).containsExactly(1L);
            assertThat(executed.attempts()).isEqualTo(1);
            assertThat(app.events().recorder().head()).isEqualTo(1);
        }
    }

    @Test
    void aCommandThatIsLostItselfIsSentAgain() {
        try (var app = open(LosingReplies.of(lost()).beforeAppending(() -> {}))) {
            app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4);

            assertThat(app.repository().get(ApplicationTest.UP_TO_TEN, "sum-1").state())
                    .isEqualTo(4);
        }
    }

    @Test
    void aCommandThatIsLostAndOvertakenIsDecidedAnew() {
        var losing = LosingReplies.of(lost());
        try (var app = open(losing)) {
            losing.beforeAppending(() -> app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 7));

            Executed<Integer> executed = app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4);

            assertThat(executed.recordings()).isEmpty();
            assertThat(executed.state()).isEqualTo(7);
            assertThat(executed.attempts()).isEqualTo(2);
        }
    }

    @Test
    void aCommandWhoseRepliesAreAllLostIsGivenUpAndRecordedOnce() {
        var losing = LosingReplies.of(lost(), lost(), lost(), lost());
        try (var app = open(losing)) {
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4))
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
            assertThat(app.events().recorder().head()).isEqualTo(1);
        }
    }

    @Test
    void aRepeatThatIsNotWrittenDoesNotMakeTheOutcomeKnown() {
        var away = new RecorderUnavailableException("Away; nothing was written.", null);
        try (var app = open(LosingReplies.of(lost(), away, away, away))) {
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4))
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).containsExactly(away, away, away));
        }
    }

    @Test
    void aRepeatWhosePersonalDataCannotBeSealedDoesNotMakeTheOutcomeKnown() {
        var away = new SubjectKeysUnavailableException("afar", new IOException("no route"));
        var erased = new SubjectErasedException("sum-1");
        try (var app = open(LosingReplies.of(lost(), away, erased, away))) {
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4))
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).containsExactly(away, erased, away));
        }
    }

    @Test
    void anInterruptedThreadSendsNothingAgain() {
        try (var app = open(LosingReplies.of(lost()))) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> app.execute(ApplicationTest.UP_TO_TEN, "sum-1", 4));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
