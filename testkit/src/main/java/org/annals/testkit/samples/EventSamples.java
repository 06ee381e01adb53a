package org.annals.testkit.samples;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventFamily;
import org.annals.persistence.Transcoder;
import org.annals.testkit.path.PathTranscoder;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder with samples of events as they were stored: one file, at least, for each type and
 * version that a log may have. They are written once, and read by every later release. Immutable.
 *
 * <p>With {@code ANNALS_LOCK=update} in the environment a sample is written of each type in its
 * current version that has none, and never is one written anew. A sample is what the transcoder
 * makes of an event, without what is done to it on the way to a log: neither compressed nor
 * encrypted, and personal data readable, so none may be real.
 *
 * <p>Unless something else is said there is the transcoder that is on the path, and the lock of the
 * schema is looked for at {@code ../main/events.lock} beside the folder.
 */
public final class EventSamples {
    private final Path folder;
    private final @Nullable Transcoder transcoder;
    private final @Nullable Path lock;
    private final List<Object> given;
    private final Map<String, String> environment;

    private EventSamples(
            Path folder,
            @Nullable Transcoder transcoder,
            @Nullable Path lock,
            List<Object> given,
            Map<String, String> environment) {
        this.folder = folder;
        this.transcoder = transcoder;
        this.lock = lock;
        this.given = given;
        this.environment = environment;
    }

    /** Returns the samples of a folder, which need not exist yet: {@code src/test/events}. */
    public static EventSamples in(Path folder) {
        return new EventSamples(
                requireNonNull(folder, "folder"),
                null,
                folder.toAbsolutePath().resolve("../../main/events.lock").normalize(),
                List.of(),
                System.getenv());
    }

    EventSamples with(Map<String, String> other) {
        return new EventSamples(folder, transcoder, lock, given, other);
    }

    /**
     * Returns these samples, encoded by another transcoder.
     *
     * @throws IllegalStateException if there is one already
     */
    public EventSamples using(Transcoder other) {
        if (transcoder != null) {
            throw new IllegalStateException(
                    "The samples have their transcoder already: %s. Say it once."
                            .formatted(transcoder));
        }
        return new EventSamples(
                folder, requireNonNull(other, "transcoder"), lock, given, environment);
    }

    /** Returns these samples, compared with a lock that is elsewhere. */
    public EventSamples lockedBy(Path file) {
        return new EventSamples(
                folder, transcoder, requireNonNull(file, "file"), given, environment);
    }

    /** Returns these samples, compared with no lock: they are of some of its events alone. */
    public EventSamples withoutLock() {
        return new EventSamples(folder, transcoder, null, given, environment);
    }

    /**
     * Returns these samples, with events to write where there is no sample: in place of one that
     * cannot be made, since a constructor refuses whatever is not meant, or several of one class.
     */
    public EventSamples with(Object... events) {
        List<Object> all = new ArrayList<>(given);
        for (Object each : events) {
            all.add(requireNonNull(each, "event"));
        }
        return new EventSamples(folder, transcoder, lock, List.copyOf(all), environment);
    }

    /**
     * Reads every sample as a stored event is read, by upcasters if it is of an earlier version.
     * What is of the current version must also be written again as it was, but for components that
     * are new and empty.
     *
     * @param families what the constructor of the application is given: types of aggregates, event
     *     types, upcasters
     * @throws AssertionError if a sample cannot be read, or would be written otherwise; if there is
     *     none of a type in its current version, or of one that the lock has and that is not
     *     retired there; or if the families do not fit together. It tells all of these at once.
     * @throws org.annals.settings.ConfigurationException if there is not one transcoder on the path
     */
    public void replay(EventFamily... families) {
        var types = List.of(families);
        var used = transcoder == null ? PathTranscoder.find() : transcoder;
        new Replay(folder, used, lock, given, environment).run(types);
    }
}
