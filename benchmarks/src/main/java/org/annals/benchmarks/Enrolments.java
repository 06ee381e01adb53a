package org.annals.benchmarks;

/**
 * The events with which W4 begins: each student has 20, each course has 100, and no two have both
 * in common. Immutable.
 *
 * @param size how many there are
 */
record Enrolments(int size) {
    static final int OF_A_STUDENT = 20;
    static final int OF_A_COURSE = 100;

    /** Returns about so many: whole courses, and one at least for each event of a student. */
    static Enrolments about(int size) {
        int courses = Math.max(OF_A_STUDENT, size / OF_A_COURSE);
        return new Enrolments(courses * OF_A_COURSE);
    }

    /** Returns the one of a number from 0, the same ones over and over. */
    Enrolment get(long number) {
        long student = number % (size / OF_A_STUDENT);
        long round = number % size / (size / OF_A_STUDENT);
        return Enrolment.of(Long.toString(student), course(student + round));
    }

    /** Returns that of a student who is new with each number, on a course that is not. */
    Enrolment newcomer(long number) {
        return Enrolment.of("new " + number, course(number));
    }

    private long course(long number) {
        return number % (size / OF_A_COURSE);
    }
}
