package org.annals.testkit.contract;

import java.util.HashMap;
import java.util.Map;

/** Rows that an append to a {@link ListRecorder} writes when it commits. For one thread. */
final class ListRows {
    final Map<String, String> written = new HashMap<>();

    void put(String key, String value) {
        written.put(key, value);
    }
}
