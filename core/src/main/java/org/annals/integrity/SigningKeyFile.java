package org.annals.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads and writes the lines of files that have one key each. */
final class SigningKeyFile {
    private static final int LONGEST = 4096;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SigningKeyFile() {}

    /** Writes a file that is not there yet, for its owner alone. */
    static void write(Path file, List<String> lines) {
        FileAttribute<?>[] forOwner =
                hasPermissions(file)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                        : new FileAttribute<?>[0];
        var bytes = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(US_ASCII));
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        forOwner)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    "The key file '%s' is there already and was left as it is. Give another name."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The key file '%s' cannot be written. Give a file in a folder that can be."
                            .formatted(file),
                    e);
        }
    }

    /** Returns so many lines after the one that says what the file is. */
    static List<String> read(Path file, String kind, int count) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The key file '%s' cannot be read. Give one that can, or make one."
                            .formatted(file),
                    e);
        }
        List<String> lines = new String(bytes, US_ASCII).lines().toList();
        if (lines.size() != count + 1 || !lines.getFirst().equals(kind)) {
            throw wrong(
                    file,
                    "is not '%s' and %d %s"
                            .formatted(kind, count, count == 1 ? "line more" : "lines more"));
        }
        return lines.subList(1, lines.size());
    }

    static void requireForOwnerOnly(Path file) {
        try {
            if (hasPermissions(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigurationException(
                        "The key file '%s' is open to others than its owner. Give it mode 0600, and make a new key if others may have read it."
                                .formatted(file));
            }
        } catch (IOException unable) {
            // Why it cannot be looked at is told by whoever then tries to read it.
            return;
        }
    }

    static ConfigurationException wrong(Path file, String what) {
        return new ConfigurationException(
                "The key file '%s' %s. Restore it, or give one that is right."
                        .formatted(file, what));
    }

    private static boolean hasPermissions(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }
}
