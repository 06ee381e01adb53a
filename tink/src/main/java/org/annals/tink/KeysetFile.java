package org.annals.tink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;

import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A keyset in a file, in Tink's JSON, which can be changed while it is in use.
 *
 * <p>It is read again once a second, while it is used, and when a key is asked for that is not
 * there. Only if its bytes have changed is it opened, so that a key management service is called
 * once for each keyset. If that fails, or the keyset is wrong, the keys that were read before stay
 * in use, a listener is told, once for each content of the file, and it is tried again a second
 * later.
 *
 * <p>May be shared between threads. Of those that ask at one time, one reads the file and the
 * others go on with the keys that are known.
 */
public final class KeysetFile implements KeysetProvider {
    private static final long INTERVAL = 1_000_000_000;
    private static final int LARGEST = 1 << 20;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final Form form;
    private final Consumer<ConfigurationException> problems;
    private final LongSupplier nanoTime;
    private final AtomicLong lastLook;
    private final AtomicLong looks = new AtomicLong();
    private final Lock publishing = new ReentrantLock();
    private volatile Look newest;

    /** How a keyset is kept. */
    private interface Form {
        KeysetHandle opened(String json) throws GeneralSecurityException;

        /** Requires that nobody may read the file who must not. */
        void requireSafe(Path file) throws IOException;
    }

    /**
     * What a look at the file has shown; a later one began later.
     *
     * @param keyset the one in use
     * @param isUsed whether it is the one in the file, rather than an earlier one
     */
    private record Look(long number, String content, Keyset keyset, boolean isUsed) {}

    private KeysetFile(
            Path file,
            Form form,
            Consumer<ConfigurationException> problems,
            LongSupplier nanoTime) {
        this.file = requireNonNull(file, "file");
        this.form = form;
        this.problems = requireNonNull(problems, "problems");
        this.nanoTime = nanoTime;
        this.lastLook = new AtomicLong(nanoTime.getAsLong());
        String content = content();
        this.newest = new Look(0, content, keyset(content), true);
    }

    /**
     * Reads a keyset that is not encrypted. Only its owner may be allowed to read the file (mode
     * 0600 or stricter, where the file system knows modes).
     *
     * @param problems told why a change of the file could not be followed, on the thread that asked
     *     for a key, which waits; it should be quick and must not throw
     * @throws ConfigurationException if the file cannot be read, may be read by others than its
     *     owner, or is no keyset that {@link Keyset#of} takes
     */
    public static KeysetFile cleartext(Path file, Consumer<ConfigurationException> problems) {
        return new KeysetFile(file, new Cleartext(), problems, System::nanoTime);
    }

    /**
     * Reads a keyset that is encrypted, without associated data.
     *
     * @param keyset decrypts the keyset, such as the AEAD of a client of a key management service
     * @param problems told why a change of the file could not be followed, on the thread that asked
     *     for a key, which waits; it should be quick and must not throw
     * @throws ConfigurationException if the file cannot be read or decrypted, or is no keyset that
     *     {@link Keyset#of} takes
     */
    public static KeysetFile encrypted(
            Path file, Aead keyset, Consumer<ConfigurationException> problems) {
        return encrypted(file, keyset, problems, System::nanoTime);
    }

    static KeysetFile encrypted(
            Path file,
            Aead keyset,
            Consumer<ConfigurationException> problems,
            LongSupplier nanoTime) {
        return new KeysetFile(
                file, new Encrypted(requireNonNull(keyset, "keyset")), problems, nanoTime);
    }

    private record Cleartext() implements Form {
        @Override
        public KeysetHandle opened(String json) throws GeneralSecurityException {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    json, KeysetKey.CONFIGURATION, InsecureSecretKeyAccess.get());
        }

        @Override
        public void requireSafe(Path file) throws IOException {
            if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null
                    && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigurationException(
                        "The keyset file '%s' is open to others than its owner. Give it mode 0600, and new keys if others may have read it."
                                .formatted(file));
            }
        }
    }

    private record Encrypted(Aead aead) implements Form {
        @Override
        public KeysetHandle opened(String json) throws GeneralSecurityException {
            return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                    json, aead, new byte[0], KeysetKey.CONFIGURATION);
        }

        @Override
        public void requireSafe(Path file) {
            // Whoever reads it has nothing.
        }
    }

    private String content() {
        try (var in = Files.newInputStream(file)) {
            form.requireSafe(file);
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new ConfigurationException(
                        "The keyset file '%s' has more than %d bytes. Give one that is a keyset."
                                .formatted(file, LARGEST));
            }
            return new String(content, UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The keyset file '%s' cannot be read. Give one that can be.".formatted(file),
                    e);
        }
    }

    private Keyset keyset(String content) {
        try {
            return Keyset.of(form.opened(content));
        } catch (GeneralSecurityException e) {
            // Without the cause, which may have pieces of the file.
            throw new ConfigurationException(
                    "The file '%s' is no keyset in Tink's JSON that can be opened. Give one, encrypted if an AEAD is given for it and in the clear if not, and see that the key management service can be reached."
                            .formatted(file));
        }
    }

    @Override
    public Keyset current() {
        long now = nanoTime.getAsLong();
        long last = lastLook.get();
        return now - last >= INTERVAL && lastLook.compareAndSet(last, now)
                ? newest()
                : newest.keyset();
    }

    @Override
    public Keyset newest() {
        long number = looks.incrementAndGet();
        Look before = newest;
        String content = "";
        try {
            content = content();
            if (before.isUsed() && content.equals(before.content())) {
                return before.keyset();
            }
            Keyset keyset = keyset(content);
            keyset.requireSameKeysAs(before.keyset());
            published(new Look(number, content, keyset, true));
        } catch (ConfigurationException e) {
            boolean isNew = before.isUsed() || !content.equals(before.content());
            if (published(new Look(number, content, before.keyset(), false)) && isNew) {
                problems.accept(e);
            }
        }
        return newest.keyset();
    }

    private boolean published(Look look) {
        publishing.lock();
        try {
            if (look.number() < newest.number()) {
                return false;
            }
            newest = look;
            return true;
        } finally {
            publishing.unlock();
        }
    }

    /** Returns the path, and nothing of the keys. */
    @Override
    public String toString() {
        return "KeysetFile[" + file + "]";
    }
}
