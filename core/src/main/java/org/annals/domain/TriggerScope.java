package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The clock and the ids that triggering takes: the system's, unless the running code was given
 * others.
 *
 * <p>Aggregates are made by plain code, which has no place for a clock. A test, a runner or a
 * simulation therefore binds one to the code that it runs. A scope belongs to the thread that runs
 * inside it; another thread has it only if it enters it itself. Instances are immutable and may be
 * shared.
 */
public final class TriggerScope {
    static final TriggerScope SYSTEM = of(Clock.systemUTC());

    private final InstantSource clock;
    private final IdSource ids;

    private TriggerScope(InstantSource clock, IdSource ids) {
        this.clock = requireNonNull(clock, "clock");
        this.ids = requireNonNull(ids, "ids");
    }

    /** Returns a scope of a clock and version 7 UUIDs by that clock. */
    public static TriggerScope of(InstantSource clock) {
        return new TriggerScope(clock, IdSource.uuidV7(clock));
    }

    /** Returns a scope of a clock and a source of ids. */
    public static TriggerScope of(InstantSource clock, IdSource ids) {
        return new TriggerScope(clock, ids);
    }

    /** Returns the scope of the running code. */
    public static TriggerScope current() {
        return Ambient.ofThread().scope;
    }

    /** Runs code inside this scope and returns what it returns. */
    public <T> T call(Supplier<T> code) {
        Ambient ambient = Ambient.ofThread();
        TriggerScope outer = ambient.scope;
        ambient.scope = this;
        try {
            return code.get();
        } finally {
            ambient.scope = outer;
        }
    }

    /** Runs code inside this scope. */
    public void run(Runnable code) {
        call(
                () -> {
                    code.run();
                    return Boolean.TRUE;
                });
    }

    /** Returns the present instant, cut to microseconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a new id. */
    public UUID nextId() {
        return ids.next();
    }
}
