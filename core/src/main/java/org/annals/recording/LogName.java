package org.annals.recording;

import org.annals.settings.ConfigurationException;

import java.util.Locale;

/**
 * The name of an application's log, and the identifier that its tables begin with. Immutable.
 *
 * @param name exactly as the application gives it
 * @param identifier lower-case letters, digits and underscores, not beginning with a digit, at most
 *     48 characters
 */
public record LogName(String name, String identifier) {
    private static final int MAX_LENGTH = 48;

    /**
     * Returns the log of an application's name: letters become lower-case, whatever is not an
     * English letter or a digit becomes an underscore. Two names may share an identifier; a
     * recorder keeps the name beside the log and refuses the second.
     *
     * @throws ConfigurationException if the name is blank or too long
     */
    public static LogName of(String name) {
        if (name.isBlank()) {
            throw new ConfigurationException("The name of the application is blank. Give it one.");
        }
        StringBuilder identifier = new StringBuilder();
        if (Character.isDigit(name.charAt(0))) {
            identifier.append('_');
        }
        name.toLowerCase(Locale.ROOT)
                .chars()
                .map(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_')
                .forEach(c -> identifier.append((char) c));
        if (identifier.length() > MAX_LENGTH) {
            throw new ConfigurationException(
                    "The application's name '%s' gives tables a prefix of %d characters, and %d are allowed. Declare a shorter name."
                            .formatted(name, identifier.length(), MAX_LENGTH));
        }
        return new LogName(name, identifier.toString());
    }

    /**
     * Refuses a log that belongs to an application of another name.
     *
     * @throws ConfigurationException naming both
     */
    public void requireSame(String recordedName) {
        if (!recordedName.equals(name)) {
            throw new ConfigurationException(
                    "The tables '%s_…' belong to the application '%s', whose name differs from '%s' in nothing that a table's name can show. Declare another name for one of them."
                            .formatted(identifier, recordedName, name));
        }
    }
}
