package org.annals.integrity;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/** A text is not a signed head, or not a proof, as this release writes them. */
public final class EvidenceMalformedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what the text should be
     * @param why what is wrong, without any content
     */
    public EvidenceMalformedException(String what, String why, @Nullable Throwable cause) {
        super(
                "The text is no %s: %s. Give it whole and unchanged, as it was written."
                        .formatted(what, why),
                cause);
    }
}
