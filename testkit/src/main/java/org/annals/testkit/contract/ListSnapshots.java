package org.annals.testkit.contract;

import org.annals.persistence.StoredSnapshot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots of a {@link ListRecorder}, in no order. Each step is a method of its own, so that a
 * mutant can get one of them wrong. For whoever holds the lock of the store.
 */
class ListSnapshots {
    final List<StoredSnapshot> kept;

    ListSnapshots(ListStore store) {
        this.kept = store.snapshots;
    }

    void put(StoredSnapshot given) {
        Optional<StoredSnapshot> there = at(given);
        if (there.isEmpty() || isReplaced(there.get(), given)) {
            there.ifPresent(kept::remove);
            kept.add(keeping(given));
        }
    }

    private Optional<StoredSnapshot> at(StoredSnapshot given) {
        return newestFirst(given.subject(), given.type()).stream()
                .filter(each -> each.version() == given.version())
                .findFirst();
    }

    boolean isReplaced(StoredSnapshot there, StoredSnapshot given) {
        return there.stateVersion() != given.stateVersion();
    }

    /** Returns what is kept of a snapshot. */
    StoredSnapshot keeping(StoredSnapshot given) {
        return given;
    }

    Optional<StoredSnapshot> find(String subject, String type, int stateVersion, long upTo) {
        return newestFirst(subject, type).stream()
                .filter(each -> isOfState(each, stateVersion))
                .filter(each -> isWithin(each, upTo))
                .findFirst();
    }

    boolean isOfState(StoredSnapshot snapshot, int stateVersion) {
        return snapshot.stateVersion() == stateVersion;
    }

    boolean isWithin(StoredSnapshot snapshot, long upTo) {
        return snapshot.version() <= upTo;
    }

    List<Long> versions(String subject, String type) {
        return newestFirst(subject, type).stream().map(StoredSnapshot::version).toList();
    }

    int prune(String subject, String type, int keep) {
        List<StoredSnapshot> pruned = newestFirst(subject, type).stream().skip(keep).toList();
        kept.removeAll(pruned);
        return pruned.size();
    }

    long deleteAll() {
        int all = kept.size();
        kept.clear();
        return all;
    }

    List<StoredSnapshot> newestFirst(String subject, String type) {
        return kept.stream()
                .filter(each -> isOf(each, subject, type))
                .sorted(Comparator.comparingLong(StoredSnapshot::version).reversed())
                .toList();
    }

    boolean isOf(StoredSnapshot snapshot, String subject, String type) {
        return snapshot.subject().equals(subject) && snapshot.type().equals(type);
    }
}
