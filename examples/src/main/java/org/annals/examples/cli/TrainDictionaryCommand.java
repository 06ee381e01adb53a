package org.annals.examples.cli;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.domain.SubjectErased;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Trains a dictionary, which makes small events smaller, from what a log has. */
@Command(
        name = "train-dictionary",
        header = "Trains a compression dictionary from the log of an application.",
        description = {
            "It is trained from a sample that is spread over the whole log, and tried on events that were held out of it. The log is only read.",
            "A dictionary has pieces of what stands in many events, readable: leave out, by --without, the types that are secret, which a log does not tell. Events that are encrypted are refused, unless CIPHER_KEY or CIPHER_KEY_FILE is set as for the application.",
            "FILE is for COMPRESSION_DICTIONARIES. Its owner alone may read it; one that is there is not replaced."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TrainDictionaryCommand implements Callable<Integer> {
    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = "zlib",
            description =
                    "for which it is trained, zlib or zstd; what zstd trains is better for zstd, and may have whole pieces of single events")
    private DictionaryTraining training = DictionaryTraining.ZLIB;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "2048",
            description = "how long it may become; a longer one costs more time for each event")
    private int size;

    @Option(
            names = "--without",
            paramLabel = "TYPE",
            split = ",",
            description = "stored names of types to leave out, such as Dog.Registered")
    private Set<String> without = Set.of();

    @Option(
            names = "--dictionary",
            paramLabel = "FILE",
            description = "one with which events of the log were compressed; may be repeated")
    private List<Path> earlier = List.of();

    @Parameters(paramLabel = "FILE", description = "the file to write")
    private Path file = Path.of("");

    TrainDictionaryCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        Path target = place.folder().resolve(file);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        List<CompressionDictionary> dictionaries =
                earlier.stream()
                        .map(each -> CompressionDictionary.read(place.folder().resolve(each)))
                        .toList();
        try (Recorder recorder = log.openExisting(place)) {
            EventSample sample;
            try (var bar = Bar.ofSteps(place, "Reading", EventSample.most(recorder))) {
                sample =
                        new EventSample(
                                leftOut(),
                                StoredBody.reader(dictionaries, encrypted(recorder, dictionaries)));
                sample.read(recorder, bar::stepBy);
            }
            var dictionary = training.train(sample.training(), size);
            NewFile.write(target, dictionary.toArray());
            show(recorder, sample, dictionary, target);
        }
        return 0;
    }

    /** Returns the types that are said, and the one that names people. */
    private Set<String> leftOut() {
        Set<String> types = new HashSet<>(without);
        types.addAll(EventTypes.of(SubjectErased.class).storedNames(SubjectErased.class));
        return types;
    }

    private boolean hasKey() {
        NamedSettings settings = log.settings(place);
        return settings.find("CIPHER_KEY").isPresent()
                || settings.find("CIPHER_KEY_FILE").isPresent();
    }

    /** Returns what reads encrypted events, by the keys that are set, or refuses them. */
    private Function<Notification, byte[]> encrypted(
            Recorder recorder, List<CompressionDictionary> dictionaries) {
        if (!hasKey()) {
            return StoredBody.refusing();
        }
        Settings settings = place.settings();
        if (!dictionaries.isEmpty()) {
            settings =
                    settings.using(
                            Compressor.class,
                            StoredBody.compressor(training.compressor(), dictionaries));
        }
        // It closes with the recorder, which is all that it has.
        return new UnknownApplication(settings, recorder)::encoded;
    }

    private void show(
            Recorder recorder, EventSample sample, CompressionDictionary dictionary, Path target) {
        say("Log", recorder.toString());
        say(
                "Sample",
                "%s, and %d held out, of %s"
                        .formatted(
                                Count.of(sample.training().size(), "event"),
                                sample.heldOut().size(),
                                Count.of(recorder.head(), "event")));
        say(
                "Types",
                sample.types().entrySet().stream()
                        .map(each -> "%s (%d)".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", ")));
        if (hasKey()) {
            say("Secrets", "the file has pieces of what is encrypted, readable");
        }
        say("File", target.toString());
        say("Dictionary", "%s, %,d bytes".formatted(dictionary.id(), dictionary.length()));
        say(
                "Held out",
                "%.0f %% smaller with it, %.0f %% without"
                        .formatted(
                                sample.saved(training.compressor().withDictionaries(dictionary)),
                                sample.saved(training.compressor())));
    }

    private void say(String title, String text) {
        place.out().line("%-10s  %s".formatted(title, place.out().visible(text)));
    }
}
