package org.annals.examples;

import org.annals.memory.MemoryModule;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.LogSelection;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.VersionConflictException;
import org.annals.postgres.PostgresModule;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.annals.sqlite.SqliteModule;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One log for all applications that are opened with its settings, even in memory. It counts their
 * appends and reads, and lets something else come before one of the appends. May be shared between
 * threads.
 */
public final class OneLog implements PersistenceModule, AutoCloseable {
    private final PersistenceModule module;
    private final Settings settings;
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(OneLog::nothing);
    private final AtomicInteger appends = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final List<AggregateSelection> selections =
            Collections.synchronizedList(new ArrayList<>());
    private final List<Long> reads = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable Recorder opened;

    /** Makes the log of a folder, which the first application opens. */
    public OneLog(RecorderKind kind, Path folder) {
        this.module =
                switch (kind) {
                    case MEMORY -> new MemoryModule();
                    case SQLITE -> new SqliteModule();
                    case POSTGRES -> new PostgresModule();
                };
        this.settings = kind.in(folder);
    }

    private static void nothing() {}

    /** Returns settings by which an application has this log. */
    public Settings settings() {
        return settings.using(PersistenceModule.class, this);
    }

    /** Has something done when the next append is about to begin, after all that it depends on. */
    public void beforeNextAppend(Runnable action) {
        meanwhile.set(action);
    }

    /** Returns how many appends were tried. */
    public int appends() {
        return appends.get();
    }

    /** Returns how many appends were refused. */
    public int conflicts() {
        return conflicts.get();
    }

    /** Returns after which positions the log was read since this was asked last, in order. */
    public List<Long> takeReads() {
        synchronized (reads) {
            List<Long> all = List.copyOf(reads);
            reads.clear();
            return all;
        }
    }

    /** Returns what was asked of aggregates since this was asked last, in order. */
    public List<AggregateSelection> takeSelections() {
        synchronized (selections) {
            List<AggregateSelection> all = List.copyOf(selections);
            selections.clear();
            return all;
        }
    }

    /** Returns the recorder of the log. */
    public Recorder recorder() {
        Recorder log = opened;
        if (log == null) {
            throw new IllegalStateException("Nobody has opened the log yet.");
        }
        return log;
    }

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public Set<String> keys() {
        return module.keys();
    }

    @Override
    public synchronized Recorder open(NamedSettings named) {
        if (opened == null) {
            opened = module.open(named);
        }
        return (Recorder)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Recorder.class},
                        (proxy, method, arguments) -> called(method, arguments));
    }

    private @Nullable Object called(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        if (method.getName().equals("append")) {
            meanwhile.getAndSet(OneLog::nothing).run();
            appends.incrementAndGet();
        }
        if (method.getName().equals("readLog") && arguments != null) {
            reads.add(((LogSelection) arguments[0]).after());
        }
        if (method.getName().equals("readAggregate") && arguments != null) {
            selections.add((AggregateSelection) arguments[0]);
        }
        try {
            return method.invoke(recorder(), arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof AppendConditionFailedException
                    || cause instanceof VersionConflictException) {
                conflicts.incrementAndGet();
            }
            throw cause;
        }
    }

    @Override
    public void close() {
        recorder().close();
    }
}
