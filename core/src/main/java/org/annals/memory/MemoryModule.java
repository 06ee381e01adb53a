package org.annals.memory;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;

import java.util.Set;

/** The persistence module {@code memory}, which is used where no other is named. */
public final class MemoryModule implements PersistenceModule {
    /** Makes the module. */
    public MemoryModule() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<String> keys() {
        return Limits.KEYS;
    }

    @Override
    public Recorder open(NamedSettings settings) {
        return MemoryRecorder.open(settings.applicationName(), Limits.from(settings));
    }
}
