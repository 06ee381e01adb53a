package org.annals.testkit.witness;

import org.annals.persistence.StoredEvent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The last events that nobody waits for any more, so that whoever meets one can say why. */
final class Former {
    private static final int MOST = 20_000;

    private final Map<UUID, String> fates =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
                    return size() > MOST;
                }
            };

    void add(Append append, String fate) {
        String said = "is of %s, which %s".formatted(append, fate);
        append.events().forEach(event -> fates.put(event.id(), said));
    }

    String of(StoredEvent event) {
        return fates.getOrDefault(event.id(), "was not asked for, or long ago");
    }
}
