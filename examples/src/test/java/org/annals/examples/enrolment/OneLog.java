package org.annals.examples.enrolment;

import org.annals.examples.RecorderKind;
import org.annals.memory.MemoryModule;
import org.annals.persistence.AppendConditionFailedException;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One log for all applications that are opened with its settings, even in memory. It counts their
 * appends, and lets something else come before one.
 */
final class OneLog implements PersistenceModule, AutoCloseable {
    private final PersistenceModule module;
    private final Settings settings;
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(OneLog::nothing);
    private final AtomicInteger appends = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private @Nullable Recorder opened;

    OneLog(RecorderKind kind, Path folder) {
        this.module =
                switch (kind) {
                    case MEMORY -> new MemoryModule();
                    case SQLITE -> new SqliteModule();
                    case POSTGRES -> new PostgresModule();
                };
        this.settings = kind.in(folder);
    }

    private static void nothing() {}

    Settings settings() {
        return settings.using(PersistenceModule.class, this);
    }

    /** Has something done when the next append is about to begin, after all that it depends on. */
    void beforeNextAppend(Runnable action) {
        meanwhile.set(action);
    }

    /** Returns how many appends were tried. */
    int appends() {
        return appends.get();
    }

    /** Returns how many appends were refused. */
    int conflicts() {
        return conflicts.get();
    }

    /** Returns the recorder of the log. */
    Recorder recorder() {
        if (opened == null) {
            throw new IllegalStateException("Nobody has opened the log yet.");
        }
        return opened;
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
