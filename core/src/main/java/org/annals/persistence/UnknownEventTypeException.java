package org.annals.persistence;

import org.annals.domain.EventSourcingException;

import java.util.List;

/**
 * An event is stored under a name that the registry does not have. Register its class, or give the
 * class that took its place the name as an alias.
 */
public final class UnknownEventTypeException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /**
     * @param where where the name was read, as in "event 0192… of aggregate 'dog-1', version 3"
     * @param nearest known names that look like it
     */
    public UnknownEventTypeException(String type, String where, List<String> nearest) {
        super(
                "%s has the type '%s', which is not registered.%s Register its class, or make the name an alias of the class that took its place."
                        .formatted(
                                where,
                                type,
                                nearest.isEmpty()
                                        ? ""
                                        : " Known names like it: "
                                                + String.join(", ", nearest)
                                                + "."),
                null);
        this.type = type;
    }

    /** Returns the stored name. */
    public String type() {
        return type;
    }
}
