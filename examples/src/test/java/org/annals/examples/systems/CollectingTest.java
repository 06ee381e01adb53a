package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.objects.Course;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a policy collects, of whatever kind, is recorded with the place, or none of it is. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CollectingTest {
    private static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(DogSchool.class, DogSchool::new),
                            Node.node(Offices.class, Offices::new)));

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    CollectingTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder).using(NoticeListener.class, notice -> {});
    }

    record Noted(String what) {}

    /** Makes an aggregate, a decision model, two bare events and two rows of each dog. */
    private static final class Offices extends ProcessApplication {
        private final AtomicBoolean refusesRows = new AtomicBoolean();

        Offices(Settings settings) {
            super(settings, Dog.TYPE, Course.TYPE, EventTypes.of(Noted.class));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            String id = event.id().toString();
            processing.collect(Dog.register("a twin"));
            processing.collect(transaction -> Rows.of(transaction).add(id));
            processing.collect(Course.register("for one", 1), note("first"));
            processing.collect(note("second"));
            processing.collect(
                    transaction -> {
                        Rows.of(transaction).add(id + " again");
                        if (refusesRows.get()) {
                            throw new IllegalStateException("rows refused on purpose");
                        }
                    });
        }

        private static DomainEvent<Noted> note(String what) {
            return DomainEvent.of(new Noted(what), EventDetails.none());
        }

        List<Class<?>> recorded() {
            try (var all = events().read(LogSelection.all())) {
                return all.<Class<?>>map(each -> each.domainEvent().event().getClass()).toList();
            }
        }

        long tracked() {
            return events().recorder().trackedPosition("DogSchool");
        }
    }

    private static void assertAllIsThere(Offices offices) {
        assertThat(offices.recorded())
                .containsExactly(
                        Dog.Event.Registered.class,
                        CourseRegistered.class,
                        Noted.class,
                        Noted.class);
        assertThat(Rows.countIn(offices.events().recorder())).isEqualTo(2);
        assertThat(offices.tracked()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void allOfItIsThereTogether(RunningSystem.Way way) throws Exception {
        try (RunningSystem system = way.open(SYSTEM, settings)) {
            system.start();
            system.get(DogSchool.class).registerDog("Fido");
            system.awaitQuiet();

            assertAllIsThere(system.get(Offices.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereRowsFailThereIsNothing(RunningSystem.Way way) throws Exception {
        try (RunningSystem system = way.open(SYSTEM, settings)) {
            system.start();
            Offices offices = system.get(Offices.class);
            offices.refusesRows.set(true);
            system.get(DogSchool.class).registerDog("Fido");

            assertThatIllegalStateException()
                    .isThrownBy(system::awaitQuiet)
                    .withMessage("rows refused on purpose");
            assertThat(offices.recorded()).isEmpty();
            assertThat(Rows.countIn(offices.events().recorder())).isZero();
            assertThat(offices.tracked()).isZero();

            offices.refusesRows.set(false);
            system.resume();
            system.awaitQuiet();
            assertAllIsThere(offices);
        }
    }
}
