package org.annals.examples.guide.recorder;

import java.util.HashMap;
import java.util.Map;

/** The handle by which a user's own rows are written with an append. For one thread. */
public final class NotebookRows {
    final Map<String, String> changed = new HashMap<>();

    /** Writes a row, in place of any other with its key. */
    public void put(String key, String value) {
        changed.put(key, value);
    }
}
