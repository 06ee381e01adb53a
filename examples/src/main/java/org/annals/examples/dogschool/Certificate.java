package org.annals.examples.dogschool;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

/** What a dog has shown that it can. For one thread at a time. */
public final class Certificate extends Aggregate<Certificate.Event> {
    /** What can happen to a certificate. */
    public sealed interface Event {
        /** A trick was noted. */
        record TrickNoted(String trick) implements Event {}
    }

    /** How certificates are got back from their events. */
    public static final AggregateType<Certificate> TYPE =
            AggregateType.of(Certificate.class, Certificate::new);

    private final List<String> tricks = new ArrayList<>();

    private Certificate() {}

    private Certificate(String id) {
        super(id);
    }

    static String idOf(String dogId) {
        return "of-" + dogId;
    }

    /** Returns the certificate of a dog of which nothing is noted yet. */
    static Certificate empty(String dogId) {
        return new Certificate(idOf(dogId));
    }

    void note(String trick) {
        trigger(new Event.TrickNoted(trick));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.TrickNoted(var trick) -> tricks.add(trick);
        }
    }

    /** Returns the tricks, in the order in which they were noted. */
    public List<String> tricks() {
        return List.copyOf(tricks);
    }
}
