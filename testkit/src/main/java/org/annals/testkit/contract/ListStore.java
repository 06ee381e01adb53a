package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a {@link ListRecorder} keeps: whoever holds the lock may read and change it. */
final class ListStore {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final List<Notification> log = new ArrayList<>();
    final Map<String, Tracking> trackings = new HashMap<>();
    final List<@Nullable Bytes> hashes = new ArrayList<>();
    final Map<String, Long> epochs = new HashMap<>();
    final Map<String, ListLeases.Held> leases = new HashMap<>();
    final Map<UUID, Set<EventTag>> filled = new HashMap<>();
    final List<ParkedEvent> parked = new ArrayList<>();
    final List<Timer> timers = new ArrayList<>();
    final List<StoredSnapshot> snapshots = new ArrayList<>();
    final Map<String, String> rows = new HashMap<>();
    LogIdentity identity;

    ListStore(String name) {
        TriggerScope scope = TriggerScope.current();
        identity = new LogIdentity(name, scope.nextId(), scope.nextId());
    }

    /** Returns whether an event is selected by a tag that it was not recorded with. */
    boolean isGiven(StoredEvent event, EventTag tag) {
        return filled.getOrDefault(event.id(), Set.of()).contains(tag);
    }

    long head() {
        return log.size();
    }

    void add(StoredEvent event) {
        log.add(new Notification(head() + 1, event));
    }
}
