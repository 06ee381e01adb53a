package org.annals.examples.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What every way of enrolling must do, on every recorder. */
abstract class EnrolmentsContract {
    private static final int THREADS = 8;
    private static final int ROUNDS = 10;

    private final RecorderKind recorder;

    @TempDir private Path folder;
    private OneLog log;
    private Enrolments enrolments;

    EnrolmentsContract(RecorderKind recorder) {
        this.recorder = recorder;
    }

    /** Opens the enrolments that are tested. */
    abstract Enrolments open(Settings settings);

    /** Returns how many events an enrolment is. */
    int eventsOfAnEnrolment() {
        return 1;
    }

    @BeforeEach
    void open() {
        log = new OneLog(recorder, folder);
        enrolments = reopened();
    }

    @AfterEach
    void close() {
        enrolments.close();
        log.close();
    }

    private Enrolments reopened() {
        return open(log.settings().with("RETRY_ATTEMPTS", "20"));
    }

    @Test
    void aStudentJoinsCoursesAndACourseHasStudents() {
        var anna = enrolments.registerStudent("Anna", 3);
        var bob = enrolments.registerStudent("Bob", 3);
        var maths = enrolments.registerCourse("Maths", 5);
        var physics = enrolments.registerCourse("Physics", 5);

        enrolments.join(bob, maths);
        enrolments.join(anna, physics);
        enrolments.join(anna, maths);

        assertThat(enrolments.studentsOf(maths)).containsExactly(bob, anna);
        assertThat(enrolments.studentsOf(physics)).containsExactly(anna);
        assertThat(enrolments.coursesOf(anna)).containsExactly(physics, maths);
        assertThat(enrolments.coursesOf(bob)).containsExactly(maths);
        assertThat(log.recorder().head()).isEqualTo(4 + 3 * eventsOfAnEnrolment());
    }

    @Test
    void nobodyIsInWhatWasOnlyRegistered() {
        assertThat(enrolments.studentsOf(enrolments.registerCourse("Maths", 5))).isEmpty();
        assertThat(enrolments.coursesOf(enrolments.registerStudent("Anna", 3))).isEmpty();
    }

    @Test
    void whatIsRecordedIsThereWhenItIsOpenedAgain() {
        var anna = enrolments.registerStudent("Anna", 3);
        var maths = enrolments.registerCourse("Maths", 1);
        enrolments.join(anna, maths);
        try (var again = reopened()) {
            assertThat(again.studentsOf(maths)).containsExactly(anna);
            var bob = again.registerStudent("Bob", 3);
            assertThatThrownBy(() -> again.join(bob, maths))
                    .isInstanceOf(CourseFullException.class);
        }
    }

    private void assertRefused(
            Class<? extends RuntimeException> expected, String student, String course) {
        long head = log.recorder().head();
        assertThatThrownBy(() -> enrolments.join(student, course)).isInstanceOf(expected);
        assertThat(log.recorder().head()).as("nothing was recorded").isEqualTo(head);
    }

    @Test
    void aCourseThatIsFullIsNotJoined() {
        var maths = enrolments.registerCourse("Maths", 2);
        for (var name : List.of("Anna", "Bob")) {
            enrolments.join(enrolments.registerStudent(name, 3), maths);
        }
        assertRefused(CourseFullException.class, enrolments.registerStudent("Carl", 3), maths);
        assertThat(enrolments.studentsOf(maths)).hasSize(2);
    }

    @Test
    void aStudentDoesNotTakeTooManyCourses() {
        var anna = enrolments.registerStudent("Anna", 2);
        for (var name : List.of("Maths", "Physics")) {
            enrolments.join(anna, enrolments.registerCourse(name, 5));
        }
        assertRefused(
                TooManyCoursesException.class, anna, enrolments.registerCourse("Chemistry", 5));
        assertThat(enrolments.coursesOf(anna)).hasSize(2);
    }

    @Test
    void aStudentJoinsACourseOnce() {
        var anna = enrolments.registerStudent("Anna", 3);
        var maths = enrolments.registerCourse("Maths", 5);
        enrolments.join(anna, maths);
        assertRefused(AlreadyJoinedException.class, anna, maths);
        assertThat(enrolments.studentsOf(maths)).containsExactly(anna);
    }

    @Test
    void ofSeveralReasonsToRefuseTheFirstIsGiven() {
        var anna = enrolments.registerStudent("Anna", 1);
        var bob = enrolments.registerStudent("Bob", 0);
        var maths = enrolments.registerCourse("Maths", 1);
        enrolments.join(anna, maths);

        assertRefused(UnknownStudentException.class, "nobody", "nothing");
        assertRefused(AlreadyJoinedException.class, anna, maths);
        assertRefused(CourseFullException.class, bob, maths);
    }

    @Test
    void whatIsNotRegisteredIsUnknown() {
        var anna = enrolments.registerStudent("Anna", 3);
        var maths = enrolments.registerCourse("Maths", 5);
        assertRefused(UnknownStudentException.class, "nobody", maths);
        assertRefused(UnknownCourseException.class, anna, "nothing");
        assertThatThrownBy(() -> enrolments.studentsOf("nothing"))
                .isInstanceOf(UnknownCourseException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> enrolments.coursesOf("nobody"))
                .isInstanceOf(UnknownStudentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void anUnrelatedEnrolmentMeanwhileIsNoConflict() {
        var anna = enrolments.registerStudent("Anna", 3);
        var bob = enrolments.registerStudent("Bob", 3);
        var maths = enrolments.registerCourse("Maths", 5);
        var physics = enrolments.registerCourse("Physics", 5);
        int before = log.appends();

        log.beforeNextAppend(() -> enrolments.join(bob, physics));
        enrolments.join(anna, maths);

        assertThat(log.appends() - before).isEqualTo(2);
        assertThat(log.conflicts()).isZero();
    }

    @Test
    void anEnrolmentOfTheSameStudentOrCourseMeanwhileIsAConflictAndIsDecidedAnew() {
        var anna = enrolments.registerStudent("Anna", 3);
        var bob = enrolments.registerStudent("Bob", 3);
        var maths = enrolments.registerCourse("Maths", 5);
        var physics = enrolments.registerCourse("Physics", 5);

        log.beforeNextAppend(() -> enrolments.join(bob, maths));
        enrolments.join(anna, maths);
        assertThat(log.conflicts()).isEqualTo(1);
        assertThat(enrolments.studentsOf(maths)).containsExactly(bob, anna);

        log.beforeNextAppend(() -> enrolments.join(anna, enrolments.registerCourse("Art", 1)));
        enrolments.join(anna, physics);
        assertThat(log.conflicts()).as("one of the student").isEqualTo(2);
        assertThat(enrolments.coursesOf(anna)).hasSize(3);
    }

    @Test
    void theLastPlaceGoesToOneOfManyStudents() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var course = enrolments.registerCourse("Maths", 1);
                List<Runnable> joins = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    var student = enrolments.registerStudent("S" + i, 1);
                    joins.add(() -> enrolments.join(student, course));
                }
                List<Throwable> refusals = together(threads, joins);
                assertThat(enrolments.studentsOf(course)).hasSize(1);
                assertThat(refusals)
                        .hasSize(THREADS - 1)
                        .hasOnlyElementsOfType(CourseFullException.class);
            }
        }
    }

    @Test
    void aStudentWhoJoinsManyCoursesAtOnceGetsAsManyAsMayBe() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var student = enrolments.registerStudent("Anna", 2);
                List<Runnable> joins = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    var course = enrolments.registerCourse("C" + i, 1);
                    joins.add(() -> enrolments.join(student, course));
                }
                List<Throwable> refusals = together(threads, joins);
                assertThat(enrolments.coursesOf(student)).hasSize(2);
                assertThat(refusals)
                        .hasSize(THREADS - 2)
                        .hasOnlyElementsOfType(TooManyCoursesException.class);
            }
        }
    }

    @Test
    void aStudentWhoJoinsACourseManyTimesAtOnceIsInItOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var student = enrolments.registerStudent("Anna", 9);
                var course = enrolments.registerCourse("Maths", 9);
                List<Runnable> joins = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    joins.add(() -> enrolments.join(student, course));
                }
                assertThat(together(threads, joins))
                        .hasSize(THREADS - 1)
                        .hasOnlyElementsOfType(AlreadyJoinedException.class);
                assertThat(enrolments.studentsOf(course)).containsExactly(student);
            }
        }
    }

    @Test
    void aWholeClassThatJoinsAtOnceIsInTheCourse() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var course = enrolments.registerCourse("Maths", THREADS);
            List<String> students =
                    IntStream.range(0, THREADS)
                            .mapToObj(i -> enrolments.registerStudent("S" + i, 1))
                            .toList();
            List<Throwable> refusals =
                    together(
                            threads,
                            students.stream()
                                    .<Runnable>map(each -> () -> enrolments.join(each, course))
                                    .toList());
            assertThat(refusals).isEmpty();
            assertThat(enrolments.studentsOf(course)).containsExactlyInAnyOrderElementsOf(students);
        }
    }

    /** Runs all of these at once and returns what they throw. */
    private static List<Throwable> together(ExecutorService threads, List<Runnable> actions)
            throws InterruptedException {
        var barrier = new CyclicBarrier(actions.size());
        List<Future<?>> running = new ArrayList<>();
        for (Runnable each : actions) {
            running.add(
                    threads.submit(
                            () -> {
                                barrier.await();
                                each.run();
                                return null;
                            }));
        }
        List<Throwable> thrown = new ArrayList<>();
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                thrown.add(e.getCause());
            }
        }
        return thrown;
    }
}
