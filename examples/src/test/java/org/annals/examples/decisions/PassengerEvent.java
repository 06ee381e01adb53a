package org.annals.examples.decisions;

import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.domain.Tag;

/** What happens to passengers, who have names. */
public sealed interface PassengerEvent {
    record Embarked(@Subject @Tag("passenger") String passengerId, @Personal Erasable<String> name)
            implements PassengerEvent {}

    /** Says not whose words these are: the tag is no subject. */
    record Complained(@Tag("passenger") String passengerId, @Personal Erasable<String> words)
            implements PassengerEvent {}

    record Served(@Tag("passenger") String passengerId, String dish) implements PassengerEvent {}
}
