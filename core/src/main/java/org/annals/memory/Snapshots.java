package org.annals.memory;

import org.annals.persistence.StoredSnapshot;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Snapshots by subject, type and version. May be shared between threads. */
final class Snapshots {
    private final NavigableMap<Place, StoredSnapshot> kept =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(Place::subject)
                            .thenComparing(Place::type)
                            .thenComparingLong(Place::version));

    private record Place(String subject, String type, long version) {}

    void put(StoredSnapshot snapshot) {
        kept.merge(
                new Place(snapshot.subject(), snapshot.type(), snapshot.version()),
                snapshot,
                (there, given) -> there.stateVersion() == given.stateVersion() ? there : given);
    }

    Optional<StoredSnapshot> find(String subject, String type, int stateVersion, long upTo) {
        return newestFirst(subject, type, upTo).values().stream()
                .filter(snapshot -> snapshot.stateVersion() == stateVersion)
                .findFirst();
    }

    List<Long> versions(String subject, String type) {
        return newestFirst(subject, type, Long.MAX_VALUE).keySet().stream()
                .map(Place::version)
                .toList();
    }

    int prune(String subject, String type, int keep) {
        return (int)
                newestFirst(subject, type, Long.MAX_VALUE).keySet().stream()
                        .skip(keep)
                        .filter(this::isRemoved)
                        .count();
    }

    long deleteAll() {
        return kept.keySet().stream().filter(this::isRemoved).count();
    }

    // Of several that remove it one has.
    private boolean isRemoved(Place place) {
        return kept.remove(place) != null;
    }

    private NavigableMap<Place, StoredSnapshot> newestFirst(
            String subject, String type, long upTo) {
        return kept.subMap(new Place(subject, type, 0), true, new Place(subject, type, upTo), true)
                .descendingMap();
    }
}
