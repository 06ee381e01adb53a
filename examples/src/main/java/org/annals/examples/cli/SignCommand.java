package org.annals.examples.cli;

import org.annals.integrity.ChainResult;
import org.annals.integrity.HeadSigner;
import org.annals.integrity.HeadVerifier;
import org.annals.integrity.SigningKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Verifies a log, and adds a signed head of it to a file. */
@Command(
        name = "sign",
        header = "Verifies a log, and adds a signed head of it to a file that is kept elsewhere.",
        description = {
            "The log is verified against the heads that are in the file already; one that is broken is not signed.",
            "A new key begins a new file."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the head was added",
            "1:it could not be signed",
            "2:the log is not as it was recorded, and was not signed"
        },
        exitCodeOnInvalidInput = 1,
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            required = true,
            description = "the file to add to, which whoever can write to the log cannot write to")
    private Path heads = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "the secret key to sign with, made by the command key")
    private Path key = Path.of("");

    SignCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        var secret = SigningKey.read(place.folder().resolve(key));
        var file = new HeadFile(place.folder().resolve(heads));
        try (var recorder = log.openExisting(place)) {
            ChainResult result =
                    new ChainCheck(place, recorder)
                            .run(file.readIfThere(), new HeadVerifier(secret.verifyingKey()));
            if (result instanceof ChainResult.Intact intact) {
                file.add(new HeadSigner(secret).sign(recorder.identity(), intact));
                place.out()
                        .line(
                                "Signed    position %d with %s, in %s"
                                        .formatted(
                                                intact.head(),
                                                secret.id(),
                                                place.out().visible(file.path().toString())));
            }
            return VerifyCommand.exitCode(result);
        }
    }
}
