package org.annals.memory;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;

import java.util.HashSet;
import java.util.Set;

/** The persistence module {@code memory}, which is used where no other is named. */
public final class MemoryModule implements PersistenceModule {
    private static final String HASH_CHAIN = "HASH_CHAIN";

    /** Makes the module. */
    public MemoryModule() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(Limits.KEYS);
        keys.add(HASH_CHAIN);
        return Set.copyOf(keys);
    }

    @Override
    public Recorder open(NamedSettings settings) {
        Limits limits = Limits.from(settings);
        return settings.flag(HASH_CHAIN, false)
                ? MemoryRecorder.openChained(settings.applicationName(), limits)
                : MemoryRecorder.open(settings.applicationName(), limits);
    }
}
