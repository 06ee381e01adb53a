package org.annals.persistence;

/**
 * Turns objects into bytes and back: what is encoded decodes to an equal value.
 *
 * <p>What is missing, surplus or malformed in stored bytes is an error, unless the type says that
 * it may be absent; nothing is guessed, and bytes never choose a class. Implementations may be
 * shared between threads. One on the path is found by {@link java.util.ServiceLoader}; another can
 * be handed over with {@code settings.using(Transcoder.class, transcoder)}. A new one is finished
 * when it passes the contracts in {@code testkit/transcoding}.
 */
public interface Transcoder {
    /**
     * Returns the object as bytes, in an array that the caller may keep.
     *
     * @throws TranscodingException if some part of it cannot be encoded; the message has its type
     *     and the path to it
     */
    byte[] encode(Object object);

    /**
     * Returns the object of a class that these bytes are.
     *
     * @throws TranscodingException if they are not one
     */
    <T> T decode(byte[] bytes, Class<T> type);
}
