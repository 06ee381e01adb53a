package org.annals.recording;

import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ParkedKeyGoneException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Timer;
import org.annals.persistence.TimerGoneException;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The law of changes: each is judged against what is kept and the changes before it. For one
 * request.
 */
public final class ChangeJudge {
    private final JudgedChanges kept;
    // What the changes so far have made of it.
    private final Map<Place, Boolean> parked = new HashMap<>();
    private final Set<Key> keys = new HashSet<>();
    private final Map<Name, Optional<Timer>> timers = new HashMap<>();

    private record Place(String upstream, long position) {}

    private record Key(String upstream, String key) {}

    private record Name(String process, String id) {}

    private ChangeJudge(JudgedChanges kept) {
        this.kept = kept;
    }

    /** Returns the exception for the first change that cannot be made, or null if all can. */
    public static @Nullable RuntimeException refusal(
            List<ProcessChange> changes, JudgedChanges kept) {
        var judge = new ChangeJudge(kept);
        for (ProcessChange change : changes) {
            RuntimeException reason = judge.made(change);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable RuntimeException made(ProcessChange change) {
        return switch (change) {
            case Park(var event) -> {
                park(event);
                yield null;
            }
            case ParkBehind(var event) -> {
                if (!isKeyParked(event)) {
                    yield new ParkedKeyGoneException(event.upstream(), event.key());
                }
                park(event);
                yield null;
            }
            case Unpark(var upstream, var position) -> unparked(new Place(upstream, position));
            case SetTimer(var timer) -> {
                timers.put(new Name(timer.process(), timer.id()), Optional.of(timer));
                yield null;
            }
            case CancelTimer(var process, var id) -> {
                timers.put(new Name(process, id), Optional.empty());
                yield null;
            }
            case FireTimer(var timer) -> fired(timer);
        };
    }

    private void park(ParkedEvent event) {
        parked.put(new Place(event.upstream(), event.position()), true);
        keys.add(new Key(event.upstream(), event.key()));
    }

    private boolean isKeyParked(ParkedEvent event) {
        return keys.contains(new Key(event.upstream(), event.key()))
                || kept.isParked(event.upstream(), event.key());
    }

    private @Nullable RuntimeException unparked(Place place) {
        Boolean before = parked.put(place, false);
        boolean isParked =
                before == null ? kept.isParked(place.upstream(), place.position()) : before;
        return isParked ? null : new ParkedEventGoneException(place.upstream(), place.position());
    }

    private @Nullable RuntimeException fired(Timer timer) {
        var name = new Name(timer.process(), timer.id());
        Optional<Timer> before = timers.put(name, Optional.empty());
        Timer set = before == null ? kept.timer(name.process(), name.id()) : before.orElse(null);
        return timer.equals(set) ? null : new TimerGoneException(timer);
    }
}
