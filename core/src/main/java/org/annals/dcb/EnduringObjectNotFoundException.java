package org.annals.dcb;

import org.annals.domain.EventSourcingException;
import org.annals.domain.EventTag;

/** There is no enduring object of this id: no event with its tag creates it. */
public final class EnduringObjectNotFoundException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final transient EventTag tag;

    public EnduringObjectNotFoundException(Class<?> objectClass, EventTag tag) {
        super(
                "There is no %s with the id '%s': no event with the tag %s creates it. Look at where the id comes from."
                        .formatted(objectClass.getName(), tag.value(), tag),
                null);
        this.tag = tag;
    }

    /** Returns the tag by which its events would be selected. */
    public EventTag tag() {
        return tag;
    }
}
