package org.annals.application;

import org.annals.domain.DomainEvent;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.persistence.Transcoder;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where a repository has its objects from, as they are now: from the cache, as far as that is new
 * enough, and else from the log. May be shared between threads.
 */
final class Loads {
    private final Loader loader;
    private final SnapshotTaker taker;
    private final Reports reports;
    private final Transcoder transcoder;
    private final @Nullable AggregateCache cache;
    private final boolean skipping;
    private final Set<Folding<?>> uncached;
    private final LongSupplier nanoTime;
    private final Set<Thread> loading = ConcurrentHashMap.newKeySet();

    /**
     * @param uncached kinds of objects that are never cached
     * @param nanoTime a clock that only goes forward
     */
    Loads(
            Loader loader,
            SnapshotTaker taker,
            Reports reports,
            Transcoder transcoder,
            Caching caching,
            Set<Folding<?>> uncached,
            LongSupplier nanoTime) {
        this.loader = loader;
        this.taker = taker;
        this.reports = reports;
        this.transcoder = transcoder;
        this.cache = caching.open();
        this.skipping = caching.skipping();
        this.uncached = uncached;
        this.nanoTime = nanoTime;
    }

    /** Returns an object of a kind that is never cached. */
    <O> Optional<O> findUncached(Folding<O> folding, String id) {
        return loaded(folding, id, step -> {}).map(Loaded::object);
    }

    <O> Optional<O> find(Folding<O> folding, String id, LoadPolicy policy) {
        // What is in no cache need not be erased there.
        if (cache == null || uncached.contains(folding)) {
            return findUncached(folding, id);
        }
        CacheEntry<O> entry = cache.entry(folding, id);
        CacheEntry.View<O> view = entry.view();
        if (view == null && entry.beginLoad()) {
            return load(cache, entry, folding, id);
        }
        // Two that wait for each other, each within the other's loading, would wait for ever.
        if (view == null && !loading.contains(Thread.currentThread())) {
            entry.awaitLoad();
        }
        view = entry.view();
        return view == null
                ? findUncached(folding, id)
                : fromCache(entry, view, folding, id, policy);
    }

    private <O> Optional<O> load(
            AggregateCache cache, CacheEntry<O> entry, Folding<O> folding, String id) {
        boolean isOutermost = loading.add(Thread.currentThread());
        try {
            long begun = nanoTime.getAsLong();
            List<Step> steps = new ArrayList<>();
            Optional<Loaded<O>> loaded = loaded(folding, id, keeping(folding, steps));
            loaded.ifPresent(
                    each -> keep(entry, id, begun, () -> Kept.of(each, steps, transcoder)));
            return loaded.map(Loaded::object);
        } finally {
            if (isOutermost) {
                loading.remove(Thread.currentThread());
            }
            entry.endLoad();
            cache.dropIfEmpty(folding, id);
        }
    }

    // Else all events of a long history would be held at once.
    private static Consumer<Step> keeping(Folding<?> folding, List<Step> steps) {
        return Kept.hasSteps(folding) ? steps::add : step -> {};
    }

    private <O> Optional<Loaded<O>> loaded(
            Folding<O> folding, String id, Consumer<? super Step> seen) {
        Optional<Loaded<O>> loaded = loader.load(folding, id, Long.MAX_VALUE, seen);
        loaded.flatMap(Loaded::growth).ifPresent(growth -> taker.grown(folding, id, growth));
        return loaded;
    }

    private <O> void keep(CacheEntry<O> entry, String id, long begun, Supplier<Kept<O>> keeping) {
        try {
            entry.keep(keeping.get(), begun);
        } catch (RuntimeException | Error e) {
            reports.notCached(id, e);
        }
    }

    private <O> Optional<O> fromCache(
            CacheEntry<O> entry,
            CacheEntry.View<O> view,
            Folding<O> folding,
            String id,
            LoadPolicy policy) {
        Kept<O> kept = view.kept();
        O copy;
        try {
            copy = kept.copy();
        } catch (RuntimeException | Error e) {
            reports.notCached(id, e);
            return findUncached(folding, id);
        }
        return Optional.of(
                isGoodEnough(view, policy) ? copy : upToDate(entry, kept, copy, folding, id));
    }

    private <O> O upToDate(
            CacheEntry<O> entry, Kept<O> kept, O copy, Folding<O> folding, String id) {
        entry.beginRead();
        try {
            long begun = nanoTime.getAsLong();
            List<Step> tail = new ArrayList<>();
            O changed = loader.goOn(folding, id, copy, keeping(folding, tail));
            boolean isSame = folding.version(changed) == kept.version();
            keep(entry, id, begun, () -> isSame ? kept : kept.after(tail, changed));
            return changed;
        } finally {
            entry.endRead();
        }
    }

    /** Says that these are recorded, so that nothing older is taken for what is there. */
    void saved(List<Recording> recordings, Foldings foldings) {
        if (cache == null) {
            return;
        }
        for (Recording each : recordings) {
            Origin origin = each.domainEvent().origin();
            if (origin != null) {
                cache.recorded(foldings.all(), origin.aggregateId(), origin.version());
            }
        }
    }

    /** Forgets what these belong to. */
    void drop(List<DomainEvent<?>> events, Foldings foldings) {
        if (cache == null) {
            return;
        }
        for (DomainEvent<?> each : events) {
            Origin origin = each.origin();
            if (origin != null) {
                cache.drop(foldings.all(), origin.aggregateId());
            }
        }
    }

    private boolean isGoodEnough(CacheEntry.View<?> view, LoadPolicy policy) {
        if (view.isBehind()) {
            return false;
        }
        return switch (policy) {
            case LoadPolicy.Current() -> skipping && view.isBusy();
            case LoadPolicy.Cached() -> true;
            case LoadPolicy.StaleBy(var age) ->
                    Duration.ofNanos(nanoTime.getAsLong() - view.currentAt()).compareTo(age) <= 0;
        };
    }
}
