package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

final class EnrolmentsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2_000, 54_321})
    void eachStudentHas20AndEachCourse100AndNoTwoHaveBothInCommon(int about) {
        var enrolments = Enrolments.about(about);
        Map<EventTag, Integer> students = new HashMap<>();
        Map<EventTag, Integer> courses = new HashMap<>();
        Set<Enrolment> pairs = new HashSet<>();
        for (int number = 0; number < enrolments.size(); number++) {
            Enrolment each = enrolments.get(number);
            students.merge(each.student(), 1, Integer::sum);
            courses.merge(each.course(), 1, Integer::sum);
            pairs.add(each);
        }
        assertThat(students.values()).containsOnly(20);
        assertThat(courses.values()).containsOnly(100);
        assertThat(pairs).hasSize(enrolments.size());
        assertThat(enrolments.get(enrolments.size())).isEqualTo(enrolments.get(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2_000})
    void aNewcomerIsNewAndTheCourseIsNot(long number) {
        var enrolments = Enrolments.about(2_000);
        Enrolment newcomer = enrolments.newcomer(number);
        assertThat(newcomer.student()).isNotEqualTo(enrolments.newcomer(number + 1).student());
        assertThat(enrolments.get(number).student()).isNotEqualTo(newcomer.student());
        assertThat(newcomer.course()).isEqualTo(enrolments.get(number % 20).course());
    }
}
