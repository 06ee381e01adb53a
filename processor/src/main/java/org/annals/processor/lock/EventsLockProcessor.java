package org.annals.processor.lock;

import org.annals.processor.GeneratedEvents;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;

/**
 * Compares the events that are compiled with the lock beside their sources, {@code
 * src/main/events.lock}: what differs is an error, by which the build fails. Where there is no such
 * file nothing is compared; what no application would start with, as a name that is too long, is an
 * error all the same. For one compilation.
 *
 * <p>With {@code ANNALS_LOCK=update} in the environment, or the option {@code
 * -Aannals.lock.update=true}, it takes into the file what is new, and what has changed and can
 * still be read; the file is made if it is missing. {@code -Aannals.lock=PATH} names another file.
 */
public final class EventsLockProcessor extends AbstractProcessor {
    private static final String PLACE = "annals.lock";
    private static final String UPDATE = "annals.lock.update";
    private static final String VARIABLE = "ANNALS_LOCK";

    private final Map<String, String> environment;
    private final Set<String> compiled = new LinkedHashSet<>();

    /** Makes a processor, as compilers do. */
    public EventsLockProcessor() {
        this(System.getenv());
    }

    EventsLockProcessor(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(PLACE, UPDATE);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        // Elements of a round are not those of the next: only names are kept.
        ElementFilter.typesIn(round.getRootElements()).forEach(this::collect);
        if (round.processingOver() && !round.errorRaised()) {
            check();
        }
        return false;
    }

    private void collect(TypeElement type) {
        compiled.add(type.getQualifiedName().toString());
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::collect);
    }

    private void check() {
        Elements elements = processingEnv.getElementUtils();
        Map<String, TypeElement> sources = new LinkedHashMap<>();
        for (String name : compiled) {
            TypeElement type = elements.getTypeElement(name);
            if (type != null && LockPlace.isCompiled(type, elements)) {
                sources.put(name, type);
            }
        }
        boolean isUpdating = isUpdating();
        Path place = place(LockPlace.roots(sources.values(), elements), isUpdating);
        try {
            String text = place != null && Files.exists(place) ? Files.readString(place) : "";
            var lock = Lock.parse(text);
            Optional<Map<TypeElement, ElementNames>> events = events(lock, sources);
            if (place != null && events.isPresent()) {
                compare(place, text, lock, blocks(events.orElseThrow()), sources, isUpdating);
            }
        } catch (MalformedLockException e) {
            error(
                    "The lock %s cannot be read: %s. Mend it, or take it from the history."
                            .formatted(place, e.getMessage()));
        } catch (CharacterCodingException e) {
            error(
                    "The lock %s cannot be read: it is not UTF-8. Mend it, or take it from the history."
                            .formatted(place));
        } catch (IOException e) {
            error(
                    "The lock %s cannot be read or written: %s. It is a file beside the folder of sources: look at what is there."
                            .formatted(place, e));
        }
    }

    private boolean isUpdating() {
        String asked = environment.getOrDefault(VARIABLE, "");
        if (!asked.isEmpty() && !asked.equals("update")) {
            error("%s is '%s'. Set it to 'update', or not at all.".formatted(VARIABLE, asked));
        }
        return asked.equals("update") || "true".equals(processingEnv.getOptions().get(UPDATE));
    }

    private @Nullable Path place(Collection<Path> roots, boolean isUpdating) {
        String named = processingEnv.getOptions().get(PLACE);
        if (named != null) {
            Path place = Path.of(named).toAbsolutePath();
            if (!isUpdating && !Files.exists(place)) {
                error(
                        "There is no lock %s, as -A%s says. %s"
                                .formatted(place, PLACE, Advice.UPDATE));
                return null;
            }
            return place;
        }
        List<Path> places = LockPlace.existing(roots);
        if (places.isEmpty() && isUpdating) {
            places = LockPlace.possible(roots);
        }
        if (places.size() > 1) {
            error(
                    "Sources that are compiled together have several locks, %s. Keep one of them, or name one by -A%s."
                            .formatted(places, PLACE));
            return null;
        }
        return places.isEmpty() ? null : places.getFirst();
    }

    private void compare(
            Path place,
            String text,
            Lock lock,
            Optional<List<Block>> events,
            Map<String, TypeElement> sources,
            boolean isUpdating)
            throws IOException {
        if (events.isEmpty()) {
            return;
        }
        String told = told(place);
        var check = new LockCheck(lock, told, events.orElseThrow(), new Known(sources));
        List<Problem> problems = check.problems();
        boolean mends = isUpdating && problems.stream().allMatch(Problem::isMendable);
        if (!mends) {
            problems.forEach(each -> error(each, sources));
            return;
        }
        String updated = check.updated().text();
        if (!updated.equals(text) && !check.updated().blocks().isEmpty()) {
            write(place, updated);
            processingEnv.getMessager().printMessage(Kind.NOTE, told + " is updated.");
        }
    }

    /** Returns the events that are compiled, or nothing if an application would refuse some. */
    private Optional<Map<TypeElement, ElementNames>> events(
            Lock lock, Map<String, TypeElement> sources) {
        Set<String> locked =
                lock.blocks().values().stream()
                        .map(block -> String.valueOf(block.className()))
                        .collect(Collectors.toSet());
        Map<TypeElement, ElementNames> events = new LinkedHashMap<>();
        boolean good = true;
        for (TypeElement each :
                EventElements.among(sources.values(), locked, processingEnv.getTypeUtils())) {
            if (sources.containsKey(each.getQualifiedName().toString())) {
                try {
                    events.put(each, ElementNames.of(each, processingEnv.getElementUtils()));
                } catch (IllegalArgumentException e) {
                    processingEnv
                            .getMessager()
                            .printMessage(Kind.ERROR, String.valueOf(e.getMessage()), each);
                    good = false;
                }
            }
        }
        return good ? Optional.of(events) : Optional.empty();
    }

    /** Returns events as the lock would have them, or nothing if some do not compile. */
    private Optional<List<Block>> blocks(Map<TypeElement, ElementNames> events) {
        List<Block> blocks = new ArrayList<>();
        for (Map.Entry<TypeElement, ElementNames> each : events.entrySet()) {
            Optional<Shape> shape =
                    ShapeReader.read(
                            each.getKey(),
                            processingEnv.getElementUtils(),
                            processingEnv.getTypeUtils());
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(block(each.getKey(), each.getValue(), shape.orElseThrow()));
        }
        return Optional.of(blocks);
    }

    private static Block block(TypeElement event, ElementNames names, Shape shape) {
        return new Block(
                new EventKey(names.name(), names.version()),
                event.getQualifiedName().toString(),
                names.aliases(),
                names.isSecret(),
                null,
                false,
                shape);
    }

    private static void write(Path place, String text) throws IOException {
        Path folder = place.toAbsolutePath().getParent();
        Path written = Files.createTempFile(folder, "events", ".lock.new");
        try {
            Files.writeString(written, text, StandardCharsets.UTF_8);
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Returns the end of a path, by which people know the file. */
    private static String told(Path place) {
        int count = place.getNameCount();
        return place.subpath(Math.max(0, count - 3), count).toString().replace('\\', '/');
    }

    private void error(Problem problem, Map<String, TypeElement> sources) {
        TypeElement event = problem.className() == null ? null : sources.get(problem.className());
        Element about = event == null ? null : GeneratedEvents.writtenAs(event);
        processingEnv.getMessager().printMessage(Kind.ERROR, problem.text(), about);
    }

    private void error(String text) {
        processingEnv.getMessager().printMessage(Kind.ERROR, text);
    }

    /** The classes of this compilation and of its path. */
    private final class Known implements KnownClasses {
        private final Map<String, TypeElement> sources;

        Known(Map<String, TypeElement> sources) {
            this.sources = sources;
        }

        @Override
        public boolean exist(String className) {
            return processingEnv.getElementUtils().getTypeElement(className) != null;
        }

        @Override
        public boolean areElsewhere(String className) {
            return !sources.containsKey(className) && exist(className);
        }
    }
}
