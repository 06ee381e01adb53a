package org.annals.testkit.contract;

import org.annals.persistence.Limits;

import java.util.function.Supplier;

/** Takes its time over every step, and keeps others waiting meanwhile. */
final class SlowRecorder extends ListRecorder {
    SlowRecorder(ListStore store, Limits limits) {
        super(store, limits);
    }

    @Override
    <T> T locked(Supplier<T> action) {
        Loitering.aMoment();
        return super.locked(
                () -> {
                    T result = action.get();
                    Loitering.aMoment();
                    return result;
                });
    }
}
