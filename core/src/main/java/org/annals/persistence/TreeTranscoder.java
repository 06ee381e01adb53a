package org.annals.persistence;

/**
 * A transcoder that can also take what it has encoded apart, so that upcasters can change it
 * without the class that it was encoded from.
 */
public interface TreeTranscoder extends Transcoder {
    /**
     * Returns the names and values of an encoded object: of a record its components, in their
     * order. An {@link org.annals.domain.Erasable} is its value, or null if it was erased.
     *
     * @throws TranscodingException if the bytes are not one, or it has no names
     */
    Fields toFields(byte[] bytes);

    /**
     * Returns fields as bytes, in an array that the caller may keep: what {@link #encode} makes of
     * an object that has them.
     *
     * @throws TranscodingException if they are beyond what can be read again
     */
    byte[] encodeFields(Fields fields);
}
