package org.annals.persistence;

import org.annals.encryption.Cipher;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.util.function.Consumer;

/**
 * A kind of cipher: makes one as settings say.
 *
 * <p>Modules on the path are found by {@link java.util.ServiceLoader} and chosen by the setting
 * {@code CIPHER}. A cipher can also be handed over, with {@code settings.using(Cipher.class,
 * cipher)}.
 */
public interface CipherModule {
    /** Returns the name of its ciphers, such as {@code tink}, in small letters. */
    String name();

    /**
     * Makes a cipher.
     *
     * @param wearing told the id of a key that should soon be replaced
     * @param problems told why a change of keys could not be followed
     * @throws ConfigurationException if a setting is wrong, or the keys cannot be used
     */
    Cipher open(
            NamedSettings settings,
            Consumer<String> wearing,
            Consumer<ConfigurationException> problems);
}
