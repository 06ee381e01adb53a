package org.annals.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Function;

/** Writes key files, so that a key is on the disk before anything can be encrypted with it. */
final class NewKeyFile {
    private static final String SUFFIX = ".new";

    private NewKeyFile() {}

    /** Writes a file that is not there yet, for its owner alone. */
    static void write(Path file, String text) {
        try {
            writeNew(file, text);
            forceFolderOf(file.toRealPath());
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    "The key file '%s' is there already and was left as it is. Rotate its keys, or give another name."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Replaces a file by a changed one. The file beside it, in which the new text is written, is
     * made before the old text is read: so of two who replace at one time, neither loses a key of
     * the other.
     *
     * @throws ConfigurationException if another one is about to, or the file cannot be replaced
     */
    static void replace(Path file, Function<KeyFileText, String> change) {
        try {
            // Behind a link, it is the file that is replaced.
            Path real = file.toRealPath();
            Path beside = real.resolveSibling(real.getFileName() + SUFFIX);
            FileChannel reserved = reserve(beside, file);
            try {
                try (FileChannel channel = reserved) {
                    var before = KeyFileText.read(real, KeyFileState.of(real));
                    write(channel, change.apply(before));
                }
                Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | ConfigurationException e) {
                Files.deleteIfExists(beside);
                throw e;
            }
            forceFolderOf(real);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static FileChannel reserve(Path beside, Path file) throws IOException {
        try {
            return open(beside);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    "The keys in '%s' are being rotated, or a rotation was cut off. If none is going on, delete '%s'."
                            .formatted(file, beside),
                    e);
        }
    }

    private static void writeNew(Path file, String text) throws IOException {
        try (FileChannel channel = open(file)) {
            write(channel, text);
        }
    }

    static FileChannel open(Path file) throws IOException {
        FileAttribute<?>[] forOwner =
                KeyFileState.hasPermissions(file)
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwner);
    }

    static void write(FileChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** Makes the name of a file durable, without which a power cut could bring the old one back. */
    static void forceFolderOf(Path real) {
        try (FileChannel folder = FileChannel.open(real.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unable) {
            // Windows opens no folder; there, the file system sees to it.
        }
    }

    private static ConfigurationException unwritable(Path file, IOException cause) {
        return new ConfigurationException(
                "The key file '%s' cannot be written. Give a file in a folder that can be."
                        .formatted(file),
                cause);
    }
}
