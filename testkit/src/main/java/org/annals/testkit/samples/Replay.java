package org.annals.testkit.samples;

import static java.util.stream.Collectors.joining;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventFamily;
import org.annals.domain.EventSourcingException;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.EventTypes.StoredType;
import org.annals.persistence.Mapper;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredForm;
import org.annals.persistence.Transcoder;
import org.annals.persistence.TreeTranscoder;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** One replay of a folder of samples, and all that is wrong with it. For one run. */
final class Replay {
    private static final String VARIABLE = "ANNALS_LOCK";
    private static final String UPDATE = "update";
    private static final String COMMAND = "ANNALS_LOCK=update mvn test";
    private static final UUID ID = new UUID(0, 1);

    private final Path folder;
    private final Transcoder transcoder;
    private final @Nullable Path lock;
    private final List<Object> given;
    private final String asked;
    private final List<String> problems = new ArrayList<>();
    private final SortedMap<String, StoredType> types = new TreeMap<>();
    private final SortedMap<String, SampleFile> samples = new TreeMap<>();

    Replay(
            Path folder,
            Transcoder transcoder,
            @Nullable Path lock,
            List<Object> given,
            Map<String, String> environment) {
        this.folder = folder;
        this.transcoder = transcoder;
        this.lock = lock;
        this.given = given;
        this.asked = environment.getOrDefault(VARIABLE, "");
    }

    void run(List<EventFamily> families) {
        Mapper mapper = mapper(families);
        if (!asked.isEmpty() && !asked.equals(UPDATE)) {
            problems.add(
                    "%s is '%s'. Set it to 'update', or not at all.".formatted(VARIABLE, asked));
        }
        try {
            findSamples();
            requireCurrent(mapper.types());
            for (var each : samples.entrySet()) {
                read(each.getKey(), each.getValue(), mapper);
            }
            requireLocked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    problems.stream()
                            .distinct()
                            .collect(joining("\n", "Samples in " + folder + ":\n", "")));
        }
    }

    private Mapper mapper(List<EventFamily> families) {
        try {
            var registry = EventTypes.of(families);
            for (Class<?> each : registry.eventClasses()) {
                StoredType type = registry.typeOf(each);
                types.put(type.name(), type);
                type.aliases().forEach(alias -> types.put(alias, type));
            }
            return new Mapper(registry, transcoder);
        } catch (ConfigurationException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private void findSamples() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                String name = each.getFileName().toString();
                Optional<SampleFile> sample = SampleFile.parse(name);
                if (sample.isPresent()) {
                    samples.put(name, sample.orElseThrow());
                } else if (!name.startsWith(".")) {
                    problems.add(
                            "%s is not named as a sample is, by type and version: Dog.Registered-1.json. Rename or remove it."
                                    .formatted(name));
                }
            }
        }
    }

    /** Writes samples of what has none, or says that it has none. */
    private void requireCurrent(EventTypes registry) throws IOException {
        for (Object each : given) {
            if (!registry.eventClasses().contains(each.getClass())) {
                problems.add(
                        "A %s is given, which is in none of the families. Give its family too."
                                .formatted(each.getClass().getName()));
            }
        }
        List<Class<?>> classes = new ArrayList<>(registry.eventClasses());
        classes.sort(Comparator.comparing(each -> registry.typeOf(each).name()));
        for (Class<?> each : classes) {
            StoredType type = registry.typeOf(each);
            List<Object> own = given.stream().filter(event -> event.getClass() == each).toList();
            for (int i = 0; i < Math.max(1, own.size()); i++) {
                var wanted = new SampleFile(type.name(), type.version(), i + 1);
                if (samples.values().stream()
                        .noneMatch(sample -> canonical(sample).equals(wanted))) {
                    add(wanted, each, own.isEmpty() ? null : own.get(i));
                }
            }
        }
    }

    /** Returns what a sample that is called by an alias would be called now. */
    private SampleFile canonical(SampleFile sample) {
        StoredType type = types.get(sample.type());
        return type == null
                ? sample
                : new SampleFile(type.name(), sample.version(), sample.number());
    }

    private void add(SampleFile wanted, Class<?> type, @Nullable Object own) throws IOException {
        if (!asked.equals(UPDATE)) {
            problems.add(
                    "There is no sample %s of '%s', version %d. Run %s, and commit what it writes."
                            .formatted(wanted.name(), wanted.type(), wanted.version(), COMMAND));
            return;
        }
        try {
            byte[] encoded = transcoder.encode(own == null ? SampleMaker.make(type) : own);
            String name = wanted.nameOf(encoded);
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), encoded);
            samples.put(name, wanted);
        } catch (SampleMaker.Unmade e) {
            problems.add(
                    "No sample of '%s', version %d, can be made: %s. Give one: with(new %s(…))."
                            .formatted(
                                    wanted.type(),
                                    wanted.version(),
                                    e.getMessage(),
                                    type.getSimpleName()));
        } catch (EventSourcingException e) {
            problems.add(
                    "No sample of '%s', version %d, can be written: %s"
                            .formatted(wanted.type(), wanted.version(), e.getMessage()));
        }
    }

    private void read(String name, SampleFile sample, Mapper mapper) throws IOException {
        byte[] encoded = Files.readAllBytes(folder.resolve(name));
        List<DomainEvent<?>> events;
        try {
            events = mapper.toDomain(stored(sample, encoded));
        } catch (EventSourcingException e) {
            problems.add(
                    "%s is not read, and nothing that was stored like it: %s"
                            .formatted(name, e.getMessage()));
            return;
        }
        StoredType type = types.get(sample.type());
        if (type != null && type.version() == sample.version()) {
            Object event = events.getFirst().event();
            difference(encoded, event)
                    .ifPresent(
                            what ->
                                    problems.add(
                                            "%s is read, but written otherwise: %s. Raise the version and write an upcaster, or let the class have it again."
                                                    .formatted(name, what)));
        }
    }

    private static StoredEvent stored(SampleFile sample, byte[] encoded) {
        byte[] data = new byte[StoredForm.HEADER_LENGTH + encoded.length];
        // Neither compressed nor encrypted.
        data[0] = StoredForm.VERSION;
        System.arraycopy(encoded, 0, data, StoredForm.HEADER_LENGTH, encoded.length);
        return new StoredEvent(
                ID,
                null,
                sample.type(),
                sample.version(),
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Bytes.handOver(data));
    }

    private Optional<String> difference(byte[] encoded, Object event) {
        try {
            byte[] again = transcoder.encode(event);
            if (Arrays.equals(encoded, again)) {
                return Optional.empty();
            }
            if (transcoder instanceof TreeTranscoder tree) {
                return FieldsDifference.between(tree.toFields(encoded), tree.toFields(again));
            }
            return transcoder.decode(again, event.getClass()).equals(event)
                    ? Optional.empty()
                    : Optional.of("it is not equal to what is written and read again");
        } catch (EventSourcingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void requireLocked() throws IOException {
        if (lock == null || !Files.exists(lock)) {
            return;
        }
        try {
            for (LockedEvent each : LockedEvent.of(lock)) {
                var wanted = canonical(new SampleFile(each.type(), each.version(), 1));
                boolean isCurrent =
                        types.containsKey(each.type())
                                && types.get(each.type()).version() == each.version();
                if (!isCurrent
                        && samples.values().stream()
                                .noneMatch(sample -> canonical(sample).equals(wanted))) {
                    problems.add(missing(wanted));
                }
            }
        } catch (IllegalArgumentException e) {
            problems.add(
                    "The lock %s cannot be read: %s. Mend it.".formatted(lock, e.getMessage()));
        }
    }

    private String missing(SampleFile wanted) {
        return types.containsKey(wanted.type())
                ? "There is no sample %s of '%s', version %d, which the lock has. Take one from a log, or from the release before. If no log has any, write 'retired' in its block."
                        .formatted(wanted.name(), wanted.type(), wanted.version())
                : "There is no sample %s of '%s', version %d, which the lock has, and no family of it. Give the family too, or, for some events alone, say withoutLock(); if it is in the code no more, take a sample from a log, or write 'retired' in its block."
                        .formatted(wanted.name(), wanted.type(), wanted.version());
    }
}
