package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.IdSource;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;

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
        return transcoder == null
                ? only(ServiceLoader.load(Transcoder.class).stream().toList())
                : transcoder;
    }

    static Transcoder only(List<? extends ServiceLoader.Provider<Transcoder>> found) {
        return switch (found.size()) {
            case 0 ->
                    throw new ConfigurationException(
                            "No transcoder is on the path. Add annals-jackson to the tests, or hand one over with using(transcoder).");
            case 1 -> found.getFirst().get();
            default ->
                    throw new ConfigurationException(
                            "Several transcoders are on the path: %s. Hand one over with using(transcoder)."
                                    .formatted(
                                            found.stream()
                                                    .map(each -> each.type().getName())
                                                    .toList()));
        };
    }

    private static void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The scenario has its %s already: %s. Say it once.".formatted(what, value));
        }
    }
}
