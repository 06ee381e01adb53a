package org.annals.examples.golden;

import org.annals.compression.CompressionDictionary;
import org.annals.encryption.KeyFile;
import org.annals.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a golden log cannot be read without, which is beside it: keys that encrypt, keys of
 * subjects, and a dictionary. They keep nothing secret.
 */
record GoldenSecrets(Path folder) {
    private Path keys() {
        return folder.resolve("cipher.keys");
    }

    private Path dictionary() {
        return folder.resolve("treatments.dict");
    }

    /** Returns settings with the keys of subjects. */
    Settings ofSubjects(Settings settings) {
        return settings.with("SUBJECT_KEYS_FOLDER", folder.resolve("subjects").toString());
    }

    /** Returns settings by which events are compressed by a dictionary. */
    Settings compressing(Settings settings) {
        return settings.with("COMPRESSOR", "zlib")
                .with("COMPRESSION_DICTIONARIES", dictionary().toString());
    }

    /** Returns settings by which events are encrypted. */
    Settings encrypting(Settings settings) {
        return settings.with("CIPHER_KEY_FILE", keys().toString());
    }

    void make(CompressionDictionary dictionary) {
        dictionary.write(dictionary());
        KeyFile.create(keys());
    }

    void rotate() {
        KeyFile.rotate(keys());
    }

    /** Lets nobody else read the keys, which a checkout does. */
    void restrict() throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rw-------"));
        }
    }
}
