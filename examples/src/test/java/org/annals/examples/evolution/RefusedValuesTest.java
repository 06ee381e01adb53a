package org.annals.examples.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Application;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.domain.EventType;
import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.LogSelection;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.Settings;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an earlier release has stored, and a record of the present one refuses to hold (MAP-3). */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class RefusedValuesTest {
    /** What the earlier release allowed. */
    @EventType(name = "Graded")
    record Any(int percent) {}

    @EventType(name = "Graded")
    record Graded(int percent) {
        Graded {
            requireShare(percent);
        }
    }

    @EventType(name = "Pupil.State")
    record AnyState(int percent) {}

    @EventType(name = "Pupil.State")
    record State(int percent) {
        State {
            requireShare(percent);
        }
    }

    private static void requireShare(int percent) {
        if (percent > 100) {
            throw new IllegalArgumentException("more than all");
        }
    }

    static final class EarlierPupil extends Aggregate<Any> {
        static final AggregateType<EarlierPupil> TYPE =
                AggregateType.of(EarlierPupil.class, EarlierPupil::new)
                        .withState(AnyState.class, EarlierPupil::state, EarlierPupil::new);

        private int sum;

        private EarlierPupil() {
            super("p-1");
        }

        private EarlierPupil(AnyState state) {
            sum = state.percent();
        }

        void grade(int given) {
            trigger(new Any(given));
        }

        AnyState state() {
            return new AnyState(sum);
        }

        @Override
        protected void apply(Any event) {
            sum += event.percent();
        }
    }

    static final class Pupil extends Aggregate<Graded> {
        static final AggregateType<Pupil> TYPE =
                AggregateType.of(Pupil.class, Pupil::new)
                        .withState(State.class, Pupil::state, Pupil::new);

        private int percent;

        private Pupil() {}

        private Pupil(State state) {
            percent = state.percent();
        }

        State state() {
            return new State(percent);
        }

        int percent() {
            return percent;
        }

        @Override
        protected void apply(Graded event) {
            percent = event.percent();
        }
    }

    private static final class School extends Application {
        School(Settings settings, EventFamily... families) {
            super("School", settings, families);
        }
    }

    private final OneLog log;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    RefusedValuesTest(RecorderKind recorder, @TempDir Path folder) {
        this.log = new OneLog(recorder, folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Settings settings() {
        return log.settings().using(NoticeListener.class, notices::add);
    }

    /** Stores one event for each grade, and a snapshot after the last. */
    private void earlierRelease(int... grades) {
        var policy = SnapshotPolicy.every(grades.length);
        var snapshots = Snapshotting.of(EarlierPupil.TYPE, policy).inline();
        try (var school = new School(settings(), EarlierPupil.TYPE, snapshots)) {
            var pupil = new EarlierPupil();
            for (int each : grades) {
                pupil.grade(each);
                school.save(pupil);
            }
            assertThat(school.events().recorder().snapshotVersions("p-1", "Pupil.State"))
                    .containsExactly((long) grades.length);
        }
    }

    private static void assertUnreadable(ThrowingCallable reading, String where) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(reading)
                .withMessageContaining(where)
                .matches(e -> !String.valueOf(e.getMessage()).contains("101"))
                .havingRootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessage("more than all");
    }

    @Test
    void whateverReadsSuchAnEventIsToldWhatTheRecordHasSaid() {
        earlierRelease(50, 101);
        try (var school = new School(settings(), Pupil.TYPE)) {
            assertUnreadable(
                    () -> school.repository().get(Pupil.class, "p-1"),
                    "version 2 of aggregate 'p-1'");
            assertUnreadable(
                    () -> school.events().get(AggregateSelection.of("p-1")).toList(),
                    "version 2 of aggregate 'p-1'");
            assertUnreadable(
                    () -> school.events().read(LogSelection.all()).toList(), "at position 2");
            assertThat(school.repository().get(Pupil.class, "p-1", 1).percent()).isEqualTo(50);
        }
    }

    @Test
    void aStateThatIsRefusedIsReplayedInstead() {
        earlierRelease(60, 70);
        var snapshots = Snapshotting.of(Pupil.TYPE, SnapshotPolicy.every(5)).inline();
        try (var school = new School(settings(), Pupil.TYPE, snapshots)) {
            assertThat(school.repository().get(Pupil.class, "p-1").percent()).isEqualTo(70);
        }
        assertThat(notices)
                .filteredOn(Notice.SnapshotFailed.class::isInstance)
                .singleElement()
                .asString()
                .contains("Pupil.State");
    }
}
