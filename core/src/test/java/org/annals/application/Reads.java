package org.annals.application;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.settings.NamedSettings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Records in memory, and tells what was read of aggregates. May be shared between threads. */
final class Reads implements PersistenceModule {
    private final List<AggregateSelection> selections = new CopyOnWriteArrayList<>();
    private volatile Consumer<AggregateSelection> before = selection -> {};
    private volatile Consumer<AggregateSelection> after = selection -> {};
    private volatile Consumer<String> beforeCall = method -> {};

    /** Returns above which versions was read, in order, and forgets it. */
    List<Long> takeAll() {
        List<Long> after = selections.stream().map(AggregateSelection::after).toList();
        selections.clear();
        return after;
    }

    /** Does something before each read that follows. */
    void before(Consumer<AggregateSelection> action) {
        before = action;
    }

    /** Does something after each read that follows, of which all was read. */
    void after(Consumer<AggregateSelection> action) {
        after = action;
    }

    /** Does something before each other call that follows, by the name of its method. */
    void beforeCall(Consumer<String> action) {
        beforeCall = action;
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
                            if (arguments != null
                                    && arguments[0] instanceof AggregateSelection selection) {
                                return read(recorder, selection);
                            }
                            beforeCall.accept(method.getName());
                            try {
                                return method.invoke(recorder, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private Stream<StoredEvent> read(Recorder recorder, AggregateSelection selection) {
        selections.add(selection);
        before.accept(selection);
        List<StoredEvent> read = recorder.readAggregate(selection).toList();
        after.accept(selection);
        return read.stream();
    }
}
