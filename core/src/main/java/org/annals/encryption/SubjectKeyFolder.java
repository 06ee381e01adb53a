package org.annals.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keys in files, each named by the SHA-256 of its subject and with the text of the key, or {@code
 * erased}. Every file appears with all that it has: a new one is linked to its name, and one that
 * tells of an erasure is moved over the key's.
 */
final class SubjectKeyFolder implements SubjectKeys {
    private static final String ERASED = "erased";

    private final Path folder;

    private SubjectKeyFolder(Path folder) {
        this.folder = folder;
    }

    static SubjectKeyFolder open(Path folder) {
        requireNonNull(folder, "folder");
        try {
            if (!Files.isDirectory(folder)) {
                makeFolder(folder);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; if it is no folder, the next step tells.
            return existing(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return existing(folder);
    }

    private static SubjectKeyFolder existing(Path folder) {
        try {
            return new SubjectKeyFolder(folder.toRealPath());
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static ConfigurationException unusable(Path folder, IOException cause) {
        return new ConfigurationException(
                "The folder of subjects' keys '%s' is not there and cannot be made. Give one that can be written to, apart from the log."
                        .formatted(folder),
                cause);
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(requireNonNull(folder.toAbsolutePath().getParent(), "parent"));
        if (KeyFileState.hasPermissions(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    @Override
    public EncryptionKey obtain(String subject) {
        Optional<EncryptionKey> known = find(subject);
        if (known.isPresent()) {
            return known.get();
        }
        EncryptionKey made = EncryptionKey.generate();
        try {
            Path beside = written(subject, made.toText());
            try {
                Files.createLink(file(subject), beside);
            } finally {
                Files.deleteIfExists(beside);
            }
            NewKeyFile.forceFolderOf(file(subject));
            return made;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // Somebody else was faster, or has erased the subject and deleted what was made for it.
            return find(subject).orElseThrow(() -> unavailable(e));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Path written(String subject, String text) throws IOException {
        Path beside =
                folder.resolve("%s.%s.new".formatted(name(subject), EncryptionKey.generate().id()));
        try (FileChannel channel = NewKeyFile.open(beside)) {
            NewKeyFile.write(channel, text);
        }
        return beside;
    }

    @Override
    public Optional<EncryptionKey> find(String subject) {
        String text;
        try {
            text = Files.readString(file(subject), UTF_8);
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(folder)) {
                // Nothing is known of any subject, which must not be read as erased.
                throw unavailable(e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable(e);
        }
        if (text.equals(ERASED)) {
            throw new SubjectErasedException(subject);
        }
        return Optional.of(EncryptionKey.parse(text, file(subject).toString()));
    }

    @Override
    public void erase(String subject) {
        try {
            Path beside = written(subject, ERASED);
            Files.move(beside, file(subject), StandardCopyOption.ATOMIC_MOVE);
            deleteWhatWasLeft(subject);
            NewKeyFile.forceFolderOf(file(subject));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Deletes what a process that was killed while it made the key has left of it. */
    private void deleteWhatWasLeft(String subject) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(folder, name(subject) + ".*.new")) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    private Path file(String subject) {
        return folder.resolve(name(subject) + ".key");
    }

    private static String name(String subject) {
        try {
            byte[] utf8 = requireNonNull(subject, "subject").getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    private SubjectKeysUnavailableException unavailable(IOException cause) {
        return new SubjectKeysUnavailableException(folder.toString(), cause);
    }

    /** Returns the folder. */
    @Override
    public String toString() {
        return "SubjectKeys[" + folder + "]";
    }
}
