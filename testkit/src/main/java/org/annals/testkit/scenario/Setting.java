package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.IdSource;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;
import org.annals.testkit.path.PathTranscoder;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/** What surrounds a scenario, where the usual will not do. Each can be said once. */
record Setting(
        @Nullable Transcoder transcoder,
        @Nullable Recorder recorder,
        @Nullable InstantSource clock,
        @Nullable IdSource ids) {

    static Setting usual() {
        return new Setting(null, null, null, null);
    }

    Setting using(Transcoder other) {
        requireUnset(transcoder, "transcoder");
        return new Setting(requireNonNull(other, "transcoder"), recorder, clock, ids);
    }

    Setting against(Recorder other) {
        requireUnset(recorder, "recorder");
        return new Setting(transcoder, requireNonNull(other, "recorder"), clock, ids);
    }

    Setting at(InstantSource other) {
        requireUnset(clock, "clock");
        return new Setting(transcoder, recorder, requireNonNull(other, "clock"), ids);
    }

    Setting withIds(IdSource other) {
        requireUnset(ids, "source of ids");
        return new Setting(transcoder, recorder, clock, requireNonNull(other, "ids"));
    }

    Transcoder usedTranscoder() {
        return transcoder == null ? PathTranscoder.find() : transcoder;
    }

    private static void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The scenario has its %s already: %s. Say it once.".formatted(what, value));
        }
    }
}
