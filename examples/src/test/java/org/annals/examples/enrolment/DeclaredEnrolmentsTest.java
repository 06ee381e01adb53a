package org.annals.examples.enrolment;

import org.annals.examples.RecorderKind;
import org.annals.examples.enrolment.declared.DeclaredEnrolments;
import org.annals.settings.Settings;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class DeclaredEnrolmentsTest extends EnrolmentsContract {
    DeclaredEnrolmentsTest(RecorderKind recorder) {
        super(recorder);
    }

    @Override
    Enrolments open(Settings settings) {
        return new DeclaredEnrolments(settings);
    }
}
