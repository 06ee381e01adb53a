package org.annals.application;

import org.annals.compression.Compressor;
import org.annals.dcb.DcbRepository;
import org.annals.domain.EventFamily;
import org.annals.domain.SubjectErased;
import org.annals.encryption.SubjectKeys;
import org.annals.memory.MemoryModule;
import org.annals.persistence.CipherModule;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Limits;
import org.annals.persistence.Mapper;
import org.annals.persistence.Mapper.NewerEvents;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.TagFilling;
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
        NoticeListener listener,
        EventStore events,
        Repository repository,
        DcbRepository decisions,
        SnapshotTaker taker,
        Eraser eraser,
        NotificationLog notificationLog,
        ConflictRetry retry) {
    private static final String PERSISTENCE_MODULE = "PERSISTENCE_MODULE";
    private static final String LOG_SECTION_SIZE = "LOG_SECTION_SIZE";
    private static final String IS_SNAPSHOTTING_ENABLED = "IS_SNAPSHOTTING_ENABLED";
    private static final String NEWER_EVENTS = "NEWER_EVENTS";
    private static final String PULL_SECTION_SIZE = "PULL_SECTION_SIZE";
    private static final String RETRY_ATTEMPTS = "RETRY_ATTEMPTS";

    static Wiring open(String name, Settings given, EventFamily... families) {
        LogName.of(name);
        NamedSettings settings = given.named(name);
        var listener =
                settings.component(NoticeListener.class).orElseGet(NoticeListener::toSystemLogger);
        int sectionSize = settings.number(LOG_SECTION_SIZE, 10, 1, 100_000);
        int pullSize = settings.number(PULL_SECTION_SIZE, 500, 1, 100_000);
        var retry = new ConflictRetry(settings.number(RETRY_ATTEMPTS, 5, 1, 1_000));
        Caching caching = Caching.from(settings);
        List<Snapshotting> rules = all(Snapshotting.class, families);
        var foldings = new Foldings(Arrays.asList(families), rules);
        EventTypes states = states(foldings, rules);
        TagFilling filling =
                all(TagFilling.class, families).stream().reduce(TagFilling.none(), TagFilling::and);
        Transcoder transcoder = transcoder(settings);
        boolean snapshots = settings.flag(IS_SNAPSHOTTING_ENABLED, false) || !rules.isEmpty();
        Optional<SubjectKeys> keys = PersonalSettings.keys(settings);
        var plain =
                new Mapper(types(families), transcoder)
                        .with(newerEvents(settings))
                        .with(
                                PackingSettings.packing(
                                        settings,
                                        listener,
                                        providers(Compressor.class),
                                        providers(CipherModule.class),
                                        largest(Limits.from(settings))));
        Mapper mapper =
                keys.map(each -> plain.with(PersonalSettings.data(settings, each)))
                        .orElse(plain)
                        .requireKeysOfSubjects();
        PersistenceModule module = module(settings);
        reportMisspelt(settings, module, listener);
        // Last, so that a mistake in anything else leaves nothing open.
        Recorder recorder = module.open(settings);
        try {
            listener.on(new Notice.Started(name, recorder.toString()));
            var events = new EventStore(mapper, recorder, filling);
            var store = snapshots ? new SnapshotStore(states, events) : null;
            var reports = new Reports(name, listener);
            var loader = new Loader(events, store, reports, System::nanoTime);
            var taker = new SnapshotTaker(loader, store, rules, reports);
            var loads =
                    new Loads(
                            loader,
                            taker,
                            reports,
                            transcoder,
                            caching,
                            foldings.withPersonalData(mapper),
                            System::nanoTime);
            return new Wiring(
                    settings,
                    listener,
                    events,
                    new Repository(
                            name, events, foldings, loader, loads, taker, caching.standard()),
                    new DcbRepository(
                            events,
                            new RememberedModels(
                                    store,
                                    taker,
                                    rules,
                                    foldings.stateClasses(),
                                    models(caching, foldings, mapper),
                                    transcoder,
                                    reports)),
                    taker,
                    new Eraser(keys.orElse(null), events),
                    new LocalNotificationLog(recorder, sectionSize, pullSize),
                    retry);
        } catch (RuntimeException | Error e) {
            recorder.close();
            throw e;
        }
    }

    /** Returns the families' types, and that of the event which the library itself records. */
    private static EventTypes types(EventFamily... families) {
        return EventTypes.of(Arrays.asList(families)).and(EventTypes.of(SubjectErased.class));
    }

    private static int largest(Limits limits) {
        return Math.max(limits.eventBytes(), limits.snapshotBytes());
    }

    private static EventTypes states(Foldings foldings, List<Snapshotting> rules) {
        EventTypes states = EventTypes.of();
        for (Class<?> stateClass : foldings.stateClasses()) {
            states = states.and(EventTypes.of(stateClass));
        }
        for (Snapshotting rule : rules) {
            states = states.and(rule.upcasters());
        }
        return states;
    }

    private static <T> List<T> all(Class<T> kind, EventFamily... families) {
        return Arrays.stream(families).filter(kind::isInstance).map(kind::cast).toList();
    }

    private static ModelCache models(Caching caching, Foldings foldings, Mapper mapper) {
        return new ModelCache(caching.most(), of -> foldings.mayBePersonal(of, mapper));
    }

    private static NewerEvents newerEvents(NamedSettings settings) {
        String policy = settings.word(NEWER_EVENTS, "fail", List.of("fail", "opaque"));
        return policy.equals("opaque") ? NewerEvents.OPAQUE : NewerEvents.FAIL;
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
