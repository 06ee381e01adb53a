package org.annals.compression;

import org.annals.domain.EventSourcingException;

/** Bytes were compressed with a dictionary that is not among those given. */
public final class UnknownDictionaryException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String dictionaryId;

    /**
     * @param dictionaryId as {@link CompressionDictionary#id} says it
     */
    public UnknownDictionaryException(String dictionaryId) {
        super(
                "The bytes were compressed with dictionary %s, which is not here. Give the file of this dictionary for reading."
                        .formatted(dictionaryId),
                null);
        this.dictionaryId = dictionaryId;
    }

    /** Returns the id of the dictionary, in eight hexadecimal digits. */
    public String dictionaryId() {
        return dictionaryId;
    }
}
