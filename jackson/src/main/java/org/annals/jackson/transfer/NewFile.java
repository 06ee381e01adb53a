package org.annals.jackson.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file that is not there yet, for its owner alone, so that it appears whole or not at all.
 */
final class NewFile {
    private static final String SUFFIX = ".part";

    private NewFile() {}

    /** Writes to a stream, and returns what that led to. */
    @FunctionalInterface
    interface Writing<T> {
        T to(OutputStream out) throws IOException;
    }

    static <T> T write(Path file, Writing<T> writing) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        requirePossible(file, folder);
        // A temporary file is its owner's alone wherever permissions are known.
        Path beside = Files.createTempFile(folder, "." + file.getFileName() + ".", SUFFIX);
        try {
            T written;
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                written = writing.to(Channels.newOutputStream(channel));
                channel.force(true);
            }
            // Without an option it replaces nothing that has come meanwhile.
            Files.move(beside, file);
            forceNames(folder);
            return written;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    // Told before anything is written, and not by the name of the file beside.
    private static void requirePossible(Path file, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** Makes the name durable, without which a power cut could take the file away again. */
    private static void forceNames(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unable) {
            // Windows opens no folder; there, the file system sees to it.
        }
    }
}
