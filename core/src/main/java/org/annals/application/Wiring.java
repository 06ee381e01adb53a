package org.annals.application;

import org.annals.domain.AggregateType;
import org.annals.domain.EventFamily;
import org.annals.memory.MemoryModule;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;
import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The parts of an application, put together as settings say. */
record Wiring(
        NamedSettings settings,
        EventStore events,
        Repository repository,
        NotificationLog notificationLog,
        ConflictRetry retry) {
    private static final String PERSISTENCE_MODULE = "PERSISTENCE_MODULE";
    private static final String LOG_SECTION_SIZE = "LOG_SECTION_SIZE";
    private static final String RETRY_ATTEMPTS = "RETRY_ATTEMPTS";

    static Wiring open(String name, Settings given, EventFamily... families) {
        LogName.of(name);
        NamedSettings settings = given.named(name);
        NotOffered.refuse(settings);
        var listener =
                settings.component(NoticeListener.class).orElseGet(NoticeListener::toSystemLogger);
        int sectionSize = settings.number(LOG_SECTION_SIZE, 10, 1, 100_000);
        var retry = new ConflictRetry(settings.number(RETRY_ATTEMPTS, 5, 1, 1_000));
        var mapper = new Mapper(EventTypes.of(Arrays.asList(families)), transcoder(settings));
        PersistenceModule module = module(settings);
        reportMisspelt(settings, module, listener);
        // Last, so that a mistake in anything else leaves nothing open.
        Recorder recorder = module.open(settings);
        try {
            listener.on(new Notice.Started(name, recorder.toString()));
        } catch (RuntimeException | Error e) {
            recorder.close();
            throw e;
        }
        var events = new EventStore(mapper, recorder);
        return new Wiring(
                settings,
                events,
                new Repository(name, events, aggregateTypes(families), listener),
                new LocalNotificationLog(recorder, sectionSize),
                retry);
    }

    private static List<AggregateType<?>> aggregateTypes(EventFamily... families) {
        List<AggregateType<?>> types = new ArrayList<>();
        for (EventFamily family : families) {
            if (family instanceof AggregateType<?> type) {
                types.add(type);
            }
        }
        return types;
    }

    private static Transcoder transcoder(NamedSettings settings) {
        Optional<Transcoder> given = settings.component(Transcoder.class);
        if (given.isPresent()) {
            return given.get();
        }
        List<Transcoder> found = providers(Transcoder.class);
        if (found.size() != 1) {
            throw new ConfigurationException(
                    found.isEmpty()
                            ? "No transcoder is on the path. Add annals-jackson, or hand one over with settings.using(Transcoder.class, …)."
                            : "Several transcoders are on the path: %s. Hand one over with settings.using(Transcoder.class, …)."
                                    .formatted(found));
        }
        return found.getFirst();
    }

    private static PersistenceModule module(NamedSettings settings) {
        Optional<PersistenceModule> given = settings.component(PersistenceModule.class);
        if (given.isPresent()) {
            return given.get();
        }
        List<PersistenceModule> known = knownModules();
        String wanted = settings.text(PERSISTENCE_MODULE, "memory");
        return known.stream()
                .filter(module -> module.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                settings.wrong(
                                        PERSISTENCE_MODULE,
                                        wanted,
                                        "one of the modules on the path: "
                                                + String.join(", ", names(known))));
    }

    private static List<String> names(List<PersistenceModule> modules) {
        return modules.stream().map(PersistenceModule::name).sorted().toList();
    }

    private static List<PersistenceModule> knownModules() {
        List<PersistenceModule> known = new ArrayList<>();
        known.add(new MemoryModule());
        known.addAll(providers(PersistenceModule.class));
        return known;
    }

    private static <T> List<T> providers(Class<T> service) {
        return ServiceLoader.load(service, Wiring.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static void reportMisspelt(
            NamedSettings settings, PersistenceModule chosen, NoticeListener listener) {
        Set<String> keys = new HashSet<>(KnownKeys.ALL);
        keys.addAll(chosen.keys());
        knownModules().forEach(module -> keys.addAll(module.keys()));
        settings.misspelt(keys)
                .forEach(
                        (key, meant) ->
                                listener.on(
                                        new Notice.MisspeltSetting(
                                                settings.applicationName(), key, meant)));
    }
}
