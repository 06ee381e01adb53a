package org.annals.settings;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/**
 * A setting, or the way in which an application is put together, is wrong. Thrown at start, before
 * anything is recorded. The message names the key, what was expected, and the value unless it is a
 * secret.
 */
public final class ConfigurationException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
