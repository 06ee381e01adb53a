package org.annals.dcb;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records in memory, and tells how much of the log was read. May be shared between threads. */
final class LogReads implements PersistenceModule {
    private final List<Long> after = new CopyOnWriteArrayList<>();
    private final AtomicInteger events = new AtomicInteger();

    /** Returns after which positions was read, in order, and forgets it. */
    List<Long> takeAll() {
        List<Long> all = List.copyOf(after);
        after.clear();
        events.set(0);
        return all;
    }

    /** Returns how many events were read. */
    int events() {
        return events.get();
    }

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public Recorder open(NamedSettings settings) {
        var recorder = MemoryRecorder.open(settings.applicationName());
        return (Recorder)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Recorder.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("readLog")) {
                                return read(recorder, (LogSelection) arguments[0]);
                            }
                            try {
                                return method.invoke(recorder, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private LogPage read(Recorder recorder, LogSelection selection) {
        after.add(selection.after());
        LogPage page = recorder.readLog(selection);
        events.addAndGet(page.notifications().size());
        return page;
    }
}
