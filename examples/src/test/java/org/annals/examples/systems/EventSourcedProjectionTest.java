package org.annals.examples.systems;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.examples.RecorderKind;
import org.annals.examples.guide.CensusOffice;
import org.annals.examples.guide.CourseEvent;
import org.annals.examples.guide.Courses;
import org.annals.examples.guide.DogSchool;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events in, events of its own out: a projection may be an application like any other. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class EventSourcedProjectionTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final EventSystem DOGS =
            EventSystem.of(
                    pipe(
                            node(DogSchool.class, DogSchool::new),
                            node(CensusOffice.class, CensusOffice::new)));
    private static final EventSystem COURSES =
            EventSystem.of(
                    pipe(node(Courses.class, Courses::new), node(Places.class, Places::new)));

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    EventSourcedProjectionTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder);
    }

    private static List<Integer> counts(Runner runner) {
        var census = runner.get(CensusOffice.class).census();
        return List.of(census.dogs(), census.tricks());
    }

    private static long recorded(Application application) {
        return application.events().recorder().head();
    }

    @Test
    void successiveSyncsCountWhatIsCreatedAndWhatIsChanged() {
        try (Runner runner = Runner.multiThreaded(DOGS, settings)) {
            var school = runner.get(DogSchool.class);
            school.registerDog("Fido");
            runner.sync();
            assertThat(counts(runner)).containsExactly(1, 0);

            school.registerDog("Rex");
            runner.sync();
            assertThat(counts(runner)).containsExactly(2, 0);

            school.registerDog("Bello");
            runner.sync();
            assertThat(counts(runner)).containsExactly(3, 0);

            school.addTrick(school.registerDog("Lassie"), "sit");
            runner.sync();
            assertThat(counts(runner)).containsExactly(4, 1);
            assertThat(recorded(runner.get(CensusOffice.class))).isEqualTo(5);
        }
    }

    @Test
    void itCountsAsEventsComeToo() throws Exception {
        try (Runner runner = Runner.multiThreaded(DOGS, settings)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            for (int i = 0; i < 10; i++) {
                school.addTrick(school.registerDog("Fido"), "sit");
            }

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(counts(runner)).containsExactly(10, 10);
            assertThat(recorded(runner.get(CensusOffice.class))).isEqualTo(20);
        }
    }

    record PlacesChanged(String course, int by) {}

    /** Records how many places are given and taken, by tags and without aggregates. */
    static final class Places extends ProcessApplication {
        Places(Settings settings) {
            super(settings, EventTypes.of(PlacesChanged.class));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            switch (event.event()) {
                case CourseEvent.Opened(var course, var places) ->
                        processing.collect(changed(course, places));
                case CourseEvent.Joined(var student, var course) ->
                        processing.collect(changed(course, -1));
                default -> {}
            }
        }

        private static DomainEvent<PlacesChanged> changed(String course, int by) {
            return DomainEvent.of(
                    new PlacesChanged(course, by),
                    EventDetails.tagged(EventTag.of("course", course)));
        }

        int freePlaces(String course) {
            var ofCourse = Query.ofTags(EventTag.of("course", course));
            try (var changes = events().read(LogSelection.all().matching(ofCourse))) {
                return changes.map(each -> (PlacesChanged) each.domainEvent().event())
                        .mapToInt(PlacesChanged::by)
                        .sum();
            }
        }
    }

    @Test
    void eventsWithoutAggregatesAreFollowedByTheirTags() {
        try (Runner runner = Runner.multiThreaded(COURSES, settings)) {
            var courses = runner.get(Courses.class);
            courses.open("algebra", 2);
            courses.open("botany", 5);
            courses.join("Ada", "algebra");
            runner.sync();
            assertThat(runner.get(Places.class).freePlaces("algebra")).isEqualTo(1);

            courses.join("Grace", "algebra");
            courses.join("Grace", "botany");
            runner.sync();
            assertThat(runner.get(Places.class).freePlaces("algebra")).isZero();
            assertThat(runner.get(Places.class).freePlaces("botany")).isEqualTo(4);
            assertThat(recorded(runner.get(Places.class))).isEqualTo(5);
        }
    }
}
