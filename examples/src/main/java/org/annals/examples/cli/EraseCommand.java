package org.annals.examples.cli;

import org.annals.application.Erasure;
import org.annals.encryption.SubjectErasedException;
import org.annals.encryption.SubjectKeys;
import org.annals.persistence.Recorder;
import org.annals.settings.ConfigurationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Erases a data subject, as its application does. */
@Command(
        name = "erase",
        header = "Erases a data subject: its personal data in the log of an application.",
        description = {
            "Destroys the subject's key in the folder of SUBJECT_KEYS_FOLDER, so that the data reads as erased wherever it is, and records that in the log, as JSON. May be repeated, which finishes what was cut off. There is no way back.",
            "What else is set for the application is set here too, such as CIPHER_KEY: the record is stored by it.",
            "What the application has copied elsewhere is not reached from here, and is told."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    private static final String FOLDER = "SUBJECT_KEYS_FOLDER";

    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Parameters(
            paramLabel = "SUBJECT",
            description =
                    "the id of the subject: that of the aggregate, or what its @Subject component has")
    private String subject = "";

    EraseCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        try (Recorder recorder = log.openExisting(place)) {
            Path folder = folder();
            SubjectKeys keys = SubjectKeys.inFolder(folder);
            requireKnown(keys, folder);
            try (var application =
                    new UnknownApplication(
                            place.settings().using(SubjectKeys.class, keys), recorder)) {
                application.requireKeys();
                show(recorder, folder, application.erase(subject));
            }
        }
        return 0;
    }

    // Not made, as an application does: a new one would have no key to destroy.
    private Path folder() {
        Path folder = place.folder().resolve(log.settings(place).required(FOLDER));
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(
                    "There is no folder '%s', which %s names. Name the one that the application has its subjects' keys in."
                            .formatted(folder, FOLDER));
        }
        return folder;
    }

    private void requireKnown(SubjectKeys keys, Path folder) {
        try {
            if (keys.find(subject).isEmpty()) {
                throw new ConfigurationException(
                        "The data subject '%s' has no key in '%s', and nothing was erased. Check its id, and the folder."
                                .formatted(subject, folder));
            }
        } catch (SubjectErasedException e) {
            // Said again: it may not have been recorded.
        }
    }

    private void show(Recorder recorder, Path folder, Erasure erasure) {
        say("Log", recorder.toString());
        say("Keys", folder.toString());
        say("Subject", erasure.subject());
        say("Recorded", "at position %d".formatted(erasure.position()));
        for (Erasure.Copy copy : erasure.copies()) {
            copy.problem()
                    .ifPresentOrElse(
                            why -> notReached(copy.name(), why), () -> say("Done", copy.name()));
        }
        say("Done", "parked events and caches: they have no personal data of their own");
        say("Done", "exports and backups of the log: they have it sealed by the same key");
        notReached(
                "copies of the application's own",
                "it erases them by its own erase, or where it follows annals.SubjectErased");
        notReached("backups of the keys", "the data is readable by them until the last is gone");
    }

    private void notReached(String name, String why) {
        say("Not done", "%s: %s".formatted(name, why));
    }

    private void say(String title, String text) {
        place.out().line("%-10s  %s".formatted(title, place.out().visible(text)));
    }
}
