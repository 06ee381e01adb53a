package org.annals.examples.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.integrity.SignedHead;
import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of signed heads, one in each line, kept elsewhere than their log. Immutable.
 *
 * @param path where it is
 */
record HeadFile(Path path) {
    /** Returns the heads, none if the file is not there yet. */
    List<SignedHead> readIfThere() {
        return Files.exists(path) ? read() : List.of();
    }

    /**
     * Returns the heads.
     *
     * @throws ConfigurationException if it cannot be read, or has none
     * @throws org.annals.integrity.EvidenceMalformedException if a line is none
     */
    List<SignedHead> read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(path, US_ASCII);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The file of heads '%s' cannot be read. Give the one that they were signed to."
                            .formatted(path),
                    e);
        }
        // An empty file would vouch for nothing, without a word.
        if (lines.isEmpty()) {
            throw new ConfigurationException(
                    "The file of heads '%s' is empty. Restore it, or begin another one."
                            .formatted(path));
        }
        return lines.stream().map(SignedHead::parse).toList();
    }

    /** Adds a head as a line of its own, which is on the disk afterwards. */
    void add(SignedHead head) {
        var line = ByteBuffer.wrap((head.toText() + "\n").getBytes(US_ASCII));
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The head cannot be added to '%s'. Give a file that can be written."
                            .formatted(path),
                    e);
        }
    }
}
