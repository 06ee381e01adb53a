package org.annals.examples.cli;

import org.annals.integrity.ChainResult;
import org.annals.integrity.HeadVerifier;
import org.annals.integrity.VerifyingKey;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Tells whether a log is as it was recorded, and where it is not. */
@Command(
        name = "verify",
        header = "Tells whether a log is as it was recorded, and where it is not.",
        description = {
            "The log must have been created with HASH_CHAIN=y. Names the first event that was changed, moved, inserted or removed.",
            "Signed heads, made by the command sign and kept elsewhere, show a cut tail too, and a chain that was made anew."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the log is intact",
            "1:it could not be verified",
            "2:the log is not as it was recorded"
        },
        exitCodeOnInvalidInput = 1,
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int BROKEN = 2;

    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Option(names = "--heads", paramLabel = "FILE", description = "the file of signed heads")
    private @Nullable Path heads;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "the public key that goes with them, FILE.pub of the command key; may be repeated")
    private List<Path> keys = List.of();

    VerifyCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        if ((heads == null) != keys.isEmpty()) {
            throw new ConfigurationException(
                    "--heads and --key belong together: heads say nothing without the key that signed them.");
        }
        try (var recorder = log.openExisting(place)) {
            var check = new ChainCheck(place, recorder);
            return exitCode(
                    heads == null ? check.run() : check.run(headFile(heads).read(), verifier()));
        }
    }

    private HeadFile headFile(Path given) {
        return new HeadFile(place.folder().resolve(given));
    }

    private HeadVerifier verifier() {
        return new HeadVerifier(
                keys.stream().map(place.folder()::resolve).map(VerifyingKey::read).toList());
    }

    static int exitCode(ChainResult result) {
        return switch (result) {
            case ChainResult.Intact intact -> 0;
            case ChainResult.Broken broken -> BROKEN;
        };
    }
}
