package org.annals.examples.enrolment;

import org.annals.examples.RecorderKind;
import org.annals.examples.enrolment.aggregates.AggregateEnrolments;
import org.annals.settings.Settings;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class AggregateEnrolmentsTest extends EnrolmentsContract {
    AggregateEnrolmentsTest(RecorderKind recorder) {
        super(recorder);
    }

    @Override
    Enrolments open(Settings settings) {
        return new AggregateEnrolments(settings);
    }

    @Override
    int eventsOfAnEnrolment() {
        return 2;
    }
}
