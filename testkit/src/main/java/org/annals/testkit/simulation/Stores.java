package org.annals.testkit.simulation;

import org.annals.memory.MemoryModule;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the applications of a run have stored, whoever crashes. For one thread. */
final class Stores implements AutoCloseable {
    private final MemoryModule memory = new MemoryModule();
    private final Map<String, Recorder> byApplication = new HashMap<>();

    /** Returns the database of a process. */
    PersistenceModule of(Holder holder) {
        return new Database(holder);
    }

    private final class Database implements PersistenceModule {
        private final Holder holder;

        private Database(Holder holder) {
            this.holder = holder;
        }

        @Override
        public String name() {
            return "simulation";
        }

        @Override
        public Set<String> keys() {
            return memory.keys();
        }

        @Override
        public Recorder open(NamedSettings settings) {
            String application = settings.applicationName();
            return new SimulatedRecorder(
                    application,
                    byApplication.computeIfAbsent(application, name -> memory.open(settings)),
                    holder);
        }
    }

    @Override
    public void close() {
        byApplication.values().forEach(Recorder::close);
    }
}
