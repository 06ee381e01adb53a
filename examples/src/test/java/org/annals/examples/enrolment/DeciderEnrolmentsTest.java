package org.annals.examples.enrolment;

import org.annals.examples.RecorderKind;
import org.annals.examples.enrolment.deciders.DeciderEnrolments;
import org.annals.settings.Settings;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class DeciderEnrolmentsTest extends EnrolmentsContract {
    DeciderEnrolmentsTest(RecorderKind recorder) {
        super(recorder);
    }

    @Override
    Enrolments open(Settings settings) {
        return new DeciderEnrolments(settings);
    }
}
