package org.annals.testkit.path;

import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;

import java.util.List;
import java.util.ServiceLoader;

/** The only transcoder that is on the path. */
public final class PathTranscoder {
    private PathTranscoder() {}

    /**
     * Returns it.
     *
     * @throws ConfigurationException if there is none, or if there are several
     */
    public static Transcoder find() {
        return only(ServiceLoader.load(Transcoder.class).stream().toList());
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
}
