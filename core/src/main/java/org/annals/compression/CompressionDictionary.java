package org.annals.compression;

import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What many small pieces of data have in common, so that each need only refer to it.
 *
 * <p>Data compressed with a dictionary can be read with it alone: keep its file for as long as the
 * data, with backups. Its id is made of its bytes, so another file is never taken for it. A
 * dictionary holds pieces of what it was trained from, and should be kept like that. Immutable;
 * equal to any with the same bytes.
 */
public final class CompressionDictionary {
    /** The length of the longest, 32 KiB: deflate looks back no further. */
    public static final int MAX_LENGTH = 32 * 1024;

    private final byte[] bytes;
    private final int number;

    private CompressionDictionary(byte[] bytes) {
        this.bytes = bytes;
        this.number = ByteBuffer.wrap(sha256(bytes)).getInt();
    }

    /**
     * Returns the dictionary of these bytes, copied, the most useful at the end.
     *
     * @throws IllegalArgumentException if there are none, or more than {@link #MAX_LENGTH}
     */
    public static CompressionDictionary of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%d bytes are no dictionary: give from 1 to %d."
                            .formatted(bytes.length, MAX_LENGTH));
        }
        return new CompressionDictionary(bytes.clone());
    }

    /**
     * Returns a dictionary of what samples have in common, the same for the same samples.
     *
     * <p>Samples are whole pieces of data as they will be compressed, some hundreds or thousands,
     * drawn from all times and kinds; no more than the first 4 MiB of them are looked at. Nothing
     * is taken into the dictionary but strings each six bytes of which stand in at least five
     * samples, and in one of two hundred. What stands in one sample alone is not among them. What
     * stands in many, such as the name of somebody of whom many samples are, may be: draw the
     * samples accordingly.
     *
     * <p>Segments are chosen by how many samples have what they cover, as in Liao, Petri, Moffat
     * and Wirth, <cite>Effective construction of relative Lempel-Ziv dictionaries</cite> (WWW
     * 2016).
     *
     * @param maxBytes how long the dictionary may become, from 64 to {@link #MAX_LENGTH}; one of 4
     *     KiB is a good beginning
     * @throws IllegalArgumentException if the length is out of these bounds, if there are fewer
     *     than twenty samples, or if they have nothing in common
     */
    public static CompressionDictionary train(Iterable<byte[]> samples, int maxBytes) {
        return of(DictionaryTrainer.train(samples, maxBytes));
    }

    /**
     * Reads a dictionary from its file.
     *
     * @throws ConfigurationException if the file cannot be read, is empty or is too long
     */
    public static CompressionDictionary read(Path file) {
        byte[] bytes;
        try (var in = Files.newInputStream(requireNonNull(file, "file"))) {
            bytes = in.readNBytes(MAX_LENGTH + 1);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The compression dictionary '%s' cannot be read. Give a file that can."
                            .formatted(file),
                    e);
        }
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new ConfigurationException(
                    "The file '%s' is no compression dictionary, for it has no bytes or more than %d. Give the file that was written as one."
                            .formatted(file, MAX_LENGTH));
        }
        return new CompressionDictionary(bytes);
    }

    /**
     * Writes this dictionary to a new file, and forces it to the disk. A file that is there is left
     * as it is, for data may need it.
     *
     * @throws UncheckedIOException if the file is there already, or cannot be written
     */
    public void write(Path file) {
        try {
            Files.write(
                    file,
                    bytes,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The compression dictionary %s cannot be written to '%s'. Give a new file in a folder that can be written."
                            .formatted(id(), file),
                    e);
        }
    }

    /** Returns the first four bytes of the SHA-256 of its bytes, as eight hexadecimal digits. */
    public String id() {
        return id(number);
    }

    static String id(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** Returns the id as it is stored. */
    int number() {
        return number;
    }

    /** Returns the number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Returns a copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** Puts it into the window of a stream that begins; it does not change there. */
    void giveTo(Deflater deflater) {
        deflater.setDictionary(bytes);
    }

    /** Puts it into the window of a stream that begins; it does not change there. */
    void giveTo(Inflater inflater) {
        inflater.setDictionary(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompressionDictionary dictionary
                && Arrays.equals(bytes, dictionary.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the id and the length, and nothing of the content. */
    @Override
    public String toString() {
        return "CompressionDictionary[%s, %d bytes]".formatted(id(), bytes.length);
    }
}
