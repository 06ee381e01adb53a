package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * A condition or a decision asks for tags that older events lack, and the log has not been filled
 * with them: it would not be seen what those events say. Nothing was written.
 */
public final class TagsUnfinishedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final long position;
    private final long head;

    /**
     * Says so of a key.
     *
     * @param position up to which the log has been filled
     * @param head the position of its last event
     */
    public TagsUnfinishedException(String key, long position, long head) {
        super(
                "Tags of the key '%s' are filled up to position %d of %d, so a decision cannot depend on them yet; nothing was written. Run fillTags() to its end, and repeat the decision."
                        .formatted(key, position, head),
                null);
        this.key = key;
        this.position = position;
        this.head = head;
    }

    /** Returns the key of the tags. */
    public String key() {
        return key;
    }

    /** Returns up to which position the log has been filled, 0 if not at all. */
    public long position() {
        return position;
    }

    /** Returns the position of the log's last event when it was looked at. */
    public long head() {
        return head;
    }
}
