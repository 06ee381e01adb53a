package org.annals.benchmarks;

import org.annals.examples.enrolment.adopted.AdoptedEnrolments;
import org.annals.examples.enrolment.aggregates.AggregateEnrolments;
import org.annals.examples.enrolment.basics.BasicEnrolments;
import org.annals.examples.enrolment.deciders.DeciderEnrolments;
import org.annals.examples.enrolment.objects.ObjectEnrolments;
import org.annals.examples.enrolment.slices.SliceEnrolments;
import org.annals.settings.Settings;

import java.util.Locale;

/** The styles in which the speedrun is run, as they are asked for. */
enum SpeedrunMode {
    /** Student and course aggregates, saved together. */
    AGG,
    /** Enduring objects and a group. */
    DCB,
    /** A slice for each use case. */
    SLICE,
    /** Registrations by aggregates, enrolments by slices, on one log. */
    MIXED,
    /** Queries and conditions alone. */
    BASIC,
    /** A decider over boundaries. */
    DECIDER,
    /** No enrolments: an append on a condition, each an operation. */
    CONDITION;

    /** Opens what is run on a log. */
    Race open(Settings settings) {
        return switch (this) {
            case AGG -> EnrolmentRace.of(new AggregateEnrolments(settings), 2);
            case DCB -> EnrolmentRace.of(new ObjectEnrolments(settings), 1);
            case SLICE -> EnrolmentRace.of(new SliceEnrolments(settings), 1);
            case MIXED -> EnrolmentRace.of(new AdoptedEnrolments(settings), 1);
            case BASIC -> EnrolmentRace.of(new BasicEnrolments(settings), 1);
            case DECIDER -> EnrolmentRace.of(new DeciderEnrolments(settings), 1);
            case CONDITION -> new ConditionRace(settings);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
