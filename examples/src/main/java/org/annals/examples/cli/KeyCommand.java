package org.annals.examples.cli;

import org.annals.integrity.SigningKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Makes a key that signs heads. */
@Command(
        name = "key",
        header = "Makes a key that signs heads of logs.",
        description =
                "FILE is the secret, which its owner alone may read; FILE.pub is its public half, by which heads are verified. Files that are there already are left as they are. Keys that encrypt events are made by the command encryption-key.",
        mixinStandardHelpOptions = true)
final class KeyCommand implements Runnable {
    private final Place place;

    @Parameters(paramLabel = "FILE", description = "where to keep it, away from the log")
    private Path file = Path.of("");

    KeyCommand(Place place) {
        this.place = place;
    }

    @Override
    public void run() {
        var key = SigningKey.generate();
        Path secret = place.folder().resolve(file);
        Path open = secret.resolveSibling(secret.getFileName() + ".pub");
        key.write(secret);
        key.verifyingKey().write(open);
        place.out()
                .line(
                        "Key %s: %s is secret, %s verifies"
                                .formatted(
                                        key.id(),
                                        place.out().visible(secret.toString()),
                                        place.out().visible(open.toString())));
    }
}
