package org.annals.encryption;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a file looks like from outside. Two states are equal if the file need not be read again.
 *
 * @param modified null if there is no file that can be looked at
 * @param key what the file system tells another file of the same name by, if anything
 * @param permissions null where the file system has none
 */
record KeyFileState(
        @Nullable FileTime modified,
        long size,
        @Nullable Object key,
        @Nullable Set<PosixFilePermission> permissions) {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    static KeyFileState of(Path file) {
        try {
            if (hasPermissions(file)) {
                var posix = Files.readAttributes(file, PosixFileAttributes.class);
                return of(posix, posix.permissions());
            }
            return of(Files.readAttributes(file, BasicFileAttributes.class), null);
        } catch (IOException e) {
            // Why it cannot be looked at is told by whoever then tries to read it.
            return new KeyFileState(null, 0, null, null);
        }
    }

    private static KeyFileState of(
            BasicFileAttributes basic, @Nullable Set<PosixFilePermission> permissions) {
        return new KeyFileState(
                basic.lastModifiedTime(), basic.size(), basic.fileKey(), permissions);
    }

    static boolean hasPermissions(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    /**
     * Requires that nobody but the owner may do anything with the file.
     *
     * @throws ConfigurationException if others may
     */
    void requireForOwnerOnly(Path file) {
        if (permissions != null && !OWNER.containsAll(permissions)) {
            throw new ConfigurationException(
                    "The key file '%s' is open to others than its owner. Give it mode 0600, and new keys if others may have read it."
                            .formatted(file));
        }
    }
}
