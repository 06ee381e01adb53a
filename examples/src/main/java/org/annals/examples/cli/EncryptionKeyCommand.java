package org.annals.examples.cli;

import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyFile;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Makes the keys by which applications encrypt what they record. */
@Command(
        name = "encryption-key",
        header = "Makes and rotates keys that encrypt events.",
        description =
                "Losing such a key loses what it encrypted. Keys that sign heads of logs are made by the command key.",
        mixinStandardHelpOptions = true)
final class EncryptionKeyCommand {
    private final Place place;

    EncryptionKeyCommand(Place place) {
        this.place = place;
    }

    @Command(
            name = "create",
            header = "Makes a file with one new key, for CIPHER_KEY_FILE.",
            description = "Its owner alone may read it. One that is there is left as it is.",
            mixinStandardHelpOptions = true)
    void create(
            @Parameters(paramLabel = "FILE", description = "where to keep it, away from the log")
                    Path file) {
        Path keys = place.folder().resolve(file);
        say(
                "Key %s encrypts, in %s. Keep it, and set CIPHER_KEY_FILE.",
                KeyFile.create(keys), keys);
    }

    @Command(
            name = "rotate",
            header = "Puts a new key before the others of a file.",
            description =
                    "Whoever has the file open encrypts with the new key within a second, and still decrypts with the others.",
            mixinStandardHelpOptions = true)
    void rotate(
            @Parameters(paramLabel = "FILE", description = "a file made by encryption-key create")
                    Path file) {
        Path keys = place.folder().resolve(file);
        say("Key %s encrypts from now on, in %s. Keep the others.", KeyFile.rotate(keys), keys);
    }

    @Command(
            name = "print",
            header = "Prints a new key, for CIPHER_KEY: a secret.",
            description = "It is written to the standard output alone, and kept nowhere.",
            mixinStandardHelpOptions = true)
    void print(
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            description =
                                    "its id, which is stored in the clear; one is made up if none is given")
                    @Nullable String id) {
        EncryptionKey key = id == null ? EncryptionKey.generate() : EncryptionKey.generate(id);
        place.out().line(key.toText());
    }

    private void say(String text, String keyId, Path keys) {
        place.out().line(text.formatted(keyId, place.out().visible(keys.toString())));
    }
}
