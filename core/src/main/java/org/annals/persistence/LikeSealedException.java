package org.annals.persistence;

/** Something in the clear looks like sealed personal data, so that it could not be read back. */
final class LikeSealedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LikeSealedException(String field, Class<?> type) {
        super(
                "'%s' of %s has the names %s and %s and no others, as sealed personal data has, for which it would be taken when it is read; nothing was recorded. Name one otherwise."
                        .formatted(field, type.getName(), SealedField.SUBJECT, SealedField.SEALED));
    }
}
