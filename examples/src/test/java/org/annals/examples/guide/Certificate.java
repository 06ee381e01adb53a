package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

/** What a dog can do, on paper. */
public final class Certificate extends Aggregate<Certificate.Event> {
    public sealed interface Event {
        record Opened() implements Event {}

        record TrickNoted(String trick) implements Event {}
    }

    public static final AggregateType<Certificate> TYPE =
            AggregateType.of(Certificate.class, Certificate::new);

    private final List<String> tricks = new ArrayList<>();

    private Certificate() {}

    private Certificate(String id) {
        super(id);
    }

    public static Certificate open(String id) {
        var certificate = new Certificate(id);
        certificate.trigger(new Event.Opened());
        return certificate;
    }

    public void note(String trick) {
        trigger(new Event.TrickNoted(trick));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Opened() -> tricks.clear();
            case Event.TrickNoted(var trick) -> tricks.add(trick);
        }
    }

    public List<String> tricks() {
        return List.copyOf(tricks);
    }
}
