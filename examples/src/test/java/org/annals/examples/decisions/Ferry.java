package org.annals.examples.decisions;

import org.annals.dcb.Boundary;
import org.annals.domain.Erasable;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.domain.Evolution;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.settings.Settings;

import java.util.Arrays;
import java.util.stream.Stream;

/** A harbour with passengers. */
public final class Ferry extends Harbour {
    /** What is said of a passenger. */
    public record Label(@Subject String passengerId, @Personal Erasable<String> name) {}

    static final Evolution<Label, PassengerEvent> LABEL =
            Evolution.of(
                    new Label("nobody", Erasable.erased()),
                    (label, event) ->
                            switch (event) {
                                case PassengerEvent.Embarked e ->
                                        new Label(e.passengerId(), e.name());
                                case PassengerEvent.Complained e -> label;
                                case PassengerEvent.Served e -> label;
                            });

    static Boundary of(String passengerId) {
        return Boundary.of(EventTag.of("passenger", passengerId)).ofTypes(PassengerEvent.class);
    }

    Ferry(Settings settings, EventFamily... more) {
        super(
                settings,
                Stream.concat(Stream.of(Passenger.TYPE, Stowaway.TYPE), Arrays.stream(more))
                        .toArray(EventFamily[]::new));
    }
}
