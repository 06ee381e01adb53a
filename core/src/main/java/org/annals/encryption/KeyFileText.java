package org.annals.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a key file and the keys that they are. Immutable. */
final class KeyFileText {
    private static final int LONGEST = 1 << 20;
    private static final String DESTROYED = ":destroyed";

    private final List<String> lines;
    private final KeyRing keys;

    private KeyFileText(Path file, List<String> lines) {
        this.lines = lines;
        this.keys = keys(file, lines);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it cannot be read, is open to others, or is not of keys
     */
    static KeyFileText read(Path file, KeyFileState state) {
        state.requireForOwnerOnly(file);
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The key file '%s' cannot be read. Give one that can, or make one."
                            .formatted(file),
                    e);
        }
        if (bytes.length > LONGEST) {
            throw new ConfigurationException(
                    "The file '%s' has more than %d bytes and is no key file. Give one that is."
                            .formatted(file, LONGEST));
        }
        return new KeyFileText(file, new String(bytes, UTF_8).lines().toList());
    }

    private static KeyRing keys(Path file, List<String> lines) {
        KeyRing keys = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (isKey(line)) {
                String where = "line %d of the key file '%s'".formatted(i + 1, file);
                keys = with(keys, line, where);
            }
        }
        if (keys == null) {
            throw new ConfigurationException(
                    "The key file '%s' has no key. Restore it, or make a new one.".formatted(file));
        }
        return keys;
    }

    private static KeyRing with(@Nullable KeyRing keys, String line, String where) {
        if (!line.endsWith(DESTROYED)) {
            var key = EncryptionKey.parse(line, where);
            if (keys == null) {
                return new KeyRing(key);
            }
            keys.add(key);
            return keys;
        }
        String keyId = line.substring(0, line.length() - DESTROYED.length());
        if (!EncryptionKey.isId(keyId)) {
            throw new ConfigurationException(
                    "A destroyed key in %s has no id. Write the id before the colon."
                            .formatted(where));
        }
        if (keys == null) {
            throw new ConfigurationException(
                    "The first key, in %s, is destroyed. Put the key that encrypts before it."
                            .formatted(where));
        }
        keys.addRevoked(keyId);
        return keys;
    }

    private static boolean isKey(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    KeyRing keys() {
        return keys;
    }

    /** Returns the text with one key more, before the others and after the comments above them. */
    String withFirst(EncryptionKey key) {
        List<String> more = new ArrayList<>(lines);
        int first = 0;
        while (!isKey(lines.get(first).strip())) {
            first++;
        }
        more.add(first, key.toText());
        return String.join("\n", more) + "\n";
    }
}
