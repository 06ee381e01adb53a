package org.annals.examples.githistory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that were changed last, so that they are not read again for the next change. Between
 * two calls of {@link #trim} it keeps all, for their events are not saved yet. For one thread.
 */
final class LoadedFiles {
    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    // In order of use.
    private final Map<String, GitFile> byPath =
            new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true);
    private final GitHistory history;
    private final int most;

    LoadedFiles(GitHistory history, int most) {
        this.history = history;
        this.most = most;
    }

    /** Returns the file at a path, whose events are read if it is not here. */
    GitFile at(String path) {
        return byPath.computeIfAbsent(
                path,
                missing ->
                        history.repository()
                                .find(GitFile.class, GitFile.idOf(missing))
                                .orElseGet(() -> GitFile.unknown(missing)));
    }

    /** Forgets the files that were not used for longest. */
    void trim() {
        var oldest = byPath.keySet().iterator();
        for (int surplus = byPath.size() - most; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }
}
