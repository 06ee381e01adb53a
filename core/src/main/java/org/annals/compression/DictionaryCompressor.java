package org.annals.compression;

/**
 * A compressor to which dictionaries can be given. Each is bytes: a compressor that has
 * dictionaries of a form of its own takes any other as a piece of text that data repeats.
 */
public interface DictionaryCompressor extends Compressor {
    /**
     * Returns a compressor of the same name that knows these dictionaries and no others. It has an
     * id of its own, for its form names the dictionary.
     *
     * @param active the dictionary to write with, and to read
     * @param forReading dictionaries that were active earlier
     * @throws IllegalArgumentException if two that differ have one id, or one has the form of the
     *     compressor's own and is damaged
     */
    Compressor withDictionaries(CompressionDictionary active, CompressionDictionary... forReading);
}
