package org.annals.tink;

import com.google.crypto.tink.Aead;

import org.annals.encryption.Cipher;
import org.annals.encryption.KeyProvider;
import org.annals.persistence.CipherModule;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The cipher {@code tink} as settings say: {@code CIPHER_KEY_FILE} names the file of a keyset,
 * which an {@link Aead} decrypts if one was handed over.
 */
public final class TinkModule implements CipherModule {
    private static final String KEY_FILE = "CIPHER_KEY_FILE";

    /** Makes the module. */
    public TinkModule() {}

    @Override
    public String name() {
        return TinkCipher.NAME;
    }

    @Override
    public Cipher open(
            NamedSettings settings,
            Consumer<String> wearing,
            Consumer<ConfigurationException> problems) {
        if (settings.component(KeyProvider.class).isPresent()) {
            throw new ConfigurationException(
                    "The KeyProvider of %s is not for the cipher %s. Give %s instead."
                            .formatted(settings.applicationName(), name(), KEY_FILE));
        }
        for (String key : List.of("CIPHER_KEY", "CIPHER_OLD_KEYS")) {
            if (settings.find(key).isPresent()) {
                throw new ConfigurationException(
                        "%s of %s is no key of Tink. Give %s instead."
                                .formatted(key, settings.applicationName(), KEY_FILE));
            }
        }
        Path file = path(settings, settings.required(KEY_FILE));
        KeysetFile keyset =
                settings.component(Aead.class)
                        .map(aead -> KeysetFile.encrypted(file, aead, problems))
                        .orElseGet(() -> KeysetFile.cleartext(file, problems));
        return new TinkCipher(keyset, wearing);
    }

    private static Path path(NamedSettings settings, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.wrong(KEY_FILE, text, "the path of a file");
        }
    }
}
