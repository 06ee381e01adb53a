package org.annals.examples.guide;

// @start region="parcel"
import org.annals.domain.Decider;

import java.util.List;

public record Parcel(String address, boolean delivered) {
    public sealed interface Command {
        record Send(String address) implements Command {}

        record Deliver() implements Command {}
    }

    public sealed interface Event {
        record Sent(String address) implements Event {}

        record Delivered() implements Event {}
    }

    public static final Decider<Command, Parcel, Event> DECIDER =
            Decider.of(new Parcel("", false), Parcel::decide, Parcel::after);

    private static List<Event> decide(Command command, Parcel parcel) {
        return switch (command) {
            case Command.Send(var address) when parcel.isSent() -> List.of();
            case Command.Send(var address) -> List.of(new Event.Sent(address));
            case Command.Deliver() when !parcel.isSent() -> throw new NotSentException();
            case Command.Deliver() when parcel.delivered() -> List.of();
            case Command.Deliver() -> List.of(new Event.Delivered());
        };
    }

    private Parcel after(Event event) {
        return switch (event) {
            case Event.Sent(var to) -> new Parcel(to, false);
            case Event.Delivered() -> new Parcel(address, true);
        };
    }

    private boolean isSent() {
        return !address.isEmpty();
    }
}
// @end
