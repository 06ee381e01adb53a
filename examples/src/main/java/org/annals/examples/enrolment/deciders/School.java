package org.annals.examples.enrolment.deciders;

import org.annals.domain.Decider;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.TooManyCoursesException;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.JoinCourse;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.RegisterCourse;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.RegisterStudent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As much of a school as the events within a boundary say. Immutable.
 *
 * @param students how many courses each may take
 * @param courses how many places each has
 * @param joined in order
 */
// @start region="school"
public record School(
        Map<String, Integer> students,
        Map<String, Integer> courses,
        List<StudentJoinedCourse> joined) {
    /** How a school decides. */
    public static final Decider<EnrolmentCommand, School, EnrolmentEvent> DECIDER =
            Decider.of(new School(Map.of(), Map.of(), List.of()), School::decide, School::after);

    /** Copies what it is given. */
    public School {
        students = Map.copyOf(students);
        courses = Map.copyOf(courses);
        joined = List.copyOf(joined);
    }

    private static List<EnrolmentEvent> decide(EnrolmentCommand command, School school) {
        return switch (command) {
            case RegisterStudent(var id, var name, var maxCourses) ->
                    List.of(new StudentRegistered(id, name, maxCourses));
            case RegisterCourse(var id, var name, var places) ->
                    List.of(new CourseRegistered(id, name, places));
            case JoinCourse(var student, var course) -> List.of(school.joined(student, course));
        };
    }

    private StudentJoinedCourse joined(String student, String course) {
        Integer maxCourses = students.get(student);
        Integer places = courses.get(course);
        var joins = new StudentJoinedCourse(student, course);
        if (maxCourses == null) {
            throw new UnknownStudentException(student);
        }
        if (places == null) {
            throw new UnknownCourseException(course);
        }
        if (joined.contains(joins)) {
            throw new AlreadyJoinedException(student, course);
        }
        if (studentsOf(course).size() >= places) {
            throw new CourseFullException(course, places);
        }
        if (coursesOf(student).size() >= maxCourses) {
            throw new TooManyCoursesException(student, maxCourses);
        }
        return joins;
    }

    private School after(EnrolmentEvent event) {
        return switch (event) {
            case StudentRegistered(var id, var name, var maxCourses) ->
                    new School(with(students, id, maxCourses), courses, joined);
            case CourseRegistered(var id, var name, var places) ->
                    new School(students, with(courses, id, places), joined);
            case StudentJoinedCourse e ->
                    new School(
                            students,
                            courses,
                            Stream.concat(joined.stream(), Stream.of(e)).toList());
        };
    }

    // @end

    private static Map<String, Integer> with(Map<String, Integer> map, String key, int value) {
        Map<String, Integer> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** Returns the students in a course, as far as they are within the boundary. */
    public List<String> studentsOf(String course) {
        return joined.stream()
                .filter(each -> each.courseId().equals(course))
                .map(StudentJoinedCourse::studentId)
                .toList();
    }

    /** Returns the courses of a student, as far as they are within the boundary. */
    public List<String> coursesOf(String student) {
        return joined.stream()
                .filter(each -> each.studentId().equals(student))
                .map(StudentJoinedCourse::courseId)
                .toList();
    }
}
