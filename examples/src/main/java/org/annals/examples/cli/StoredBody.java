package org.annals.examples.cli;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.DictionaryCompressor;
import org.annals.persistence.Notification;
import org.annals.persistence.Packing;
import org.annals.persistence.StoredForm;
import org.annals.settings.ConfigurationException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the transcoder made of an event, taken out of its stored form. Stateless. */
final class StoredBody {
    private static final int COMPRESSOR = 1;
    private static final int CIPHER = 2;

    private StoredBody() {}

    /**
     * Returns what reads events that are plain, or were compressed with these dictionaries.
     *
     * @param encrypted reads the others, or refuses them
     */
    static Function<Notification, byte[]> reader(
            List<CompressionDictionary> dictionaries, Function<Notification, byte[]> encrypted) {
        Map<Integer, Compressor> known = new TreeMap<>();
        for (DictionaryTraining kind : DictionaryTraining.values()) {
            DictionaryCompressor plain = kind.compressor();
            known.put(plain.id(), plain);
            if (!dictionaries.isEmpty()) {
                Compressor with = compressor(plain, dictionaries);
                known.put(with.id(), with);
            }
        }
        return each -> read(each, known, encrypted);
    }

    /** Returns a compressor of the same name that has these dictionaries. */
    static Compressor compressor(
            DictionaryCompressor plain, List<CompressionDictionary> dictionaries) {
        return plain.withDictionaries(
                dictionaries.getFirst(),
                dictionaries.stream().skip(1).toArray(CompressionDictionary[]::new));
    }

    /** Returns what refuses events that are encrypted. */
    static Function<Notification, byte[]> refusing() {
        return each -> {
            throw new ConfigurationException(
                    "The event at position %d, a %s, is encrypted, and a dictionary would have pieces of it in the clear. Leave its type out with --without; or set the keys as for the application, CIPHER_KEY or CIPHER_KEY_FILE."
                            .formatted(each.position(), each.storedEvent().type()));
        };
    }

    private static byte[] read(
            Notification each,
            Map<Integer, Compressor> known,
            Function<Notification, byte[]> encrypted) {
        byte[] data = each.storedEvent().data().toArray();
        if (data.length < StoredForm.HEADER_LENGTH || data[0] != StoredForm.VERSION) {
            throw new ConfigurationException(
                    "The event at position %d is stored in a form that is not known here. Use the release that wrote it."
                            .formatted(each.position()));
        }
        if (data[CIPHER] != 0) {
            return encrypted.apply(each);
        }
        int compressorId = Byte.toUnsignedInt(data[COMPRESSOR]);
        if (compressorId == 0) {
            return each.storedEvent().data().toArray(StoredForm.HEADER_LENGTH);
        }
        Compressor compressor = known.get(compressorId);
        if (compressor == null) {
            throw new ConfigurationException(
                    "The event at position %d is compressed by compressor %d. If that is one with a dictionary, name its file with --dictionary."
                            .formatted(each.position(), compressorId));
        }
        return compressor.decompress(data, StoredForm.HEADER_LENGTH, Packing.INFLATED_BYTES);
    }
}
