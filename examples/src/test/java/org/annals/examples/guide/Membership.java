package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;

/** A membership of a club. */
public final class Membership extends Aggregate<Membership.Event> {
    // @start region="events"
    public sealed interface Event {
        record Joined(@Personal Erasable<String> name, int year) implements Event {}

        record Sponsored(@Subject String sponsor, @Personal Erasable<String> letter)
                implements Event {}
    }

    // @end

    public static final AggregateType<Membership> TYPE =
            AggregateType.of(Membership.class, Membership::new);

    private String badge = "";

    private Membership() {}

    private Membership(String id) {
        super(id);
    }

    // @start region="of"
    public static Membership join(String id, String name, int year) {
        var membership = new Membership(id);
        membership.trigger(new Event.Joined(Erasable.of(name), year));
        return membership;
    }

    // @end

    public String badge() {
        return badge;
    }

    // @start region="apply"
    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Joined joined -> badge = joined.name().orElse("a former member");
            case Event.Sponsored sponsored -> {}
        }
    }
    // @end
}
