package org.annals.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read. */
final class NewFile {
    private NewFile() {}

    /**
     * Writes a file that is not there yet, and forces it to the disk. If that fails, none is left.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there, and is left as it is
     * @throws IOException if it cannot be written
     */
    static void write(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel made = FileChannel.open(file, options, forOwner(file));
        try (FileChannel channel = made) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static FileAttribute<?>[] forOwner(Path file) {
        boolean knowsModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return knowsModes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
