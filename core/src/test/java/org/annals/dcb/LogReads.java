package org.annals.dcb;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderUnavailableException;
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
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();

    /** Loses the replies of so many appends that follow, which are recorded. */
    void loseReplies(int appends) {
        lost.set(appends);
    }

    /** Lets a read fail, the next being 1, once. */
    void failRead(int number) {
        failing.set(number);
    }

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
                            Object result;
                            try {
                                result = method.invoke(recorder, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                            if (method.getName().equals("append")
                                    && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                throw new OutcomeUnknownException("The reply was lost.", null);
                            }
                            return result;
                        });
    }

    private LogPage read(Recorder recorder, LogSelection selection) {
        if (failing.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
            throw new RecorderUnavailableException("The database is away.", null);
        }
        after.add(selection.after());
        LogPage page = recorder.readLog(selection);
        events.addAndGet(page.notifications().size());
        return page;
    }
}
