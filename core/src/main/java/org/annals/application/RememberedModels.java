package org.annals.application;

import org.annals.application.SnapshotTaker.Taken;
import org.annals.dcb.ModelKey;
import org.annals.dcb.ModelMemory;
import org.annals.domain.EventSourcingException;
import org.annals.domain.Snapshot;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.Transcoder;
import org.annals.persistence.UnreadableSnapshotException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers decision models in a cache and in snapshots, as settings and rules say. May be shared
 * between threads.
 */
final class RememberedModels implements ModelMemory {
    private static final int MOST_DAMAGED = 10_000;

    private final @Nullable SnapshotStore snapshots;
    private final SnapshotTaker taker;
    private final Map<Object, Class<?>> ruled = new HashMap<>();
    private final ModelCache cache;
    private final Transcoder transcoder;
    private final Reports reports;
    private final Set<Class<?>> states;
    private final Set<ModelKey<?>> damaged = ConcurrentHashMap.newKeySet();

    /**
     * @param snapshots null if none are kept
     */
    RememberedModels(
            @Nullable SnapshotStore snapshots,
            SnapshotTaker taker,
            Collection<Snapshotting> rules,
            Collection<Class<?>> states,
            ModelCache cache,
            Transcoder transcoder,
            Reports reports) {
        this.snapshots = snapshots;
        this.taker = taker;
        this.states = Set.copyOf(states);
        this.cache = cache;
        this.transcoder = transcoder;
        this.reports = reports;
        rules.forEach(rule -> ruled.put(rule.of(), rule.stateClass()));
    }

    @Override
    public <M> Optional<M> recall(ModelKey<M> key) {
        return cached(key).or(() -> restored(key));
    }

    private <M> Optional<M> cached(ModelKey<M> key) {
        try {
            return cache.find(key).map(KeptModel::copy);
        } catch (RuntimeException | Error e) {
            cache.drop(key);
            reports.notCached(key.subject(), e);
            return Optional.empty();
        }
    }

    private <M> Optional<M> restored(ModelKey<M> key) {
        Class<?> stateClass = stateClass(key);
        if (snapshots == null || stateClass == null) {
            return Optional.empty();
        }
        try {
            return snapshots.find(stateClass, key.subject(), Long.MAX_VALUE).map(key::restored);
        } catch (RuntimeException | Error e) {
            // The events tell the same. A recorder that fails says nothing of the snapshot.
            if (e instanceof UnreadableSnapshotException
                    || !(e instanceof EventSourcingException)) {
                if (damaged.size() >= MOST_DAMAGED) {
                    damaged.clear();
                }
                damaged.add(key);
            }
            reports.snapshotFailed(key.subject(), stateClass, e);
            return Optional.empty();
        }
    }

    private @Nullable Class<?> stateClass(ModelKey<?> key) {
        Class<?> own = key.stateClass();
        Class<?> known = own == null ? ruled.get(key.of()) : own;
        // A type that was not given to the application has no snapshots.
        return known != null && states.contains(known) ? known : null;
    }

    @Override
    public <M> void readOn(ModelKey<M> key, M model, Progress progress) {
        reports.folded(key.subject(), progress.events().size());
        Instant last = progress.events().getLast().domainEvent().timestamp();
        var read =
                new Growth(
                        0,
                        progress.events().size(),
                        Duration.between(progress.since(), last),
                        progress.cost());
        // What is cached was read in small parts, each too small to be due by itself.
        Growth growth = cache.grown(key, progress.from(), read);
        boolean due =
                taker.grown(
                        key.of(),
                        key.subject(),
                        key.position(model),
                        growth,
                        () -> taking(key, model, progress));
        if (cache.takes(key)) {
            keep(key, model, progress, due ? null : growth);
        }
    }

    private <M> Supplier<Optional<Taken>> taking(ModelKey<M> key, M model, Progress progress) {
        Snapshot<?> state = key.snapshot(model);
        boolean damage = damaged.remove(key);
        if (!key.isMutable()) {
            return () -> Optional.of(new Taken(state, progress.from(), damage, true));
        }
        // Whoever has the object changes it, perhaps with parts that its state shares.
        byte[] encoded = transcoder.encode(state.state());
        Class<?> stateClass = state.state().getClass();
        return () ->
                Optional.of(
                        new Taken(
                                KeptModel.with(state, transcoder.decode(encoded, stateClass)),
                                progress.from(),
                                damage,
                                true));
    }

    private <M> void keep(ModelKey<M> key, M model, Progress progress, @Nullable Growth growth) {
        try {
            KeptModel.of(key, model, progress, cache.find(key), transcoder)
                    .ifPresent(kept -> cache.keep(key, kept, growth));
        } catch (RuntimeException | Error e) {
            reports.notCached(key.subject(), e);
        }
    }
}
