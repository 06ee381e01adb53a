package org.annals.benchmarks;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.DeflateCompressor;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyProvider;
import org.annals.settings.Settings;

import java.util.List;
import java.util.Locale;

/** How the library keeps the bytes of events, as it is asked for. */
enum PackingKind {
    PLAIN,
    DEFLATE,
    DICTIONARY,
    ENCRYPTED,
    DICTIONARY_ENCRYPTED;

    private static final int DICTIONARY_LENGTH = 2_048;

    /** Returns those that are compared with plain. */
    static List<PackingKind> packed(List<PackingKind> asked) {
        return asked.stream().filter(each -> each != PLAIN).distinct().toList();
    }

    /** Returns settings that also say this. */
    Settings addedTo(Settings settings) {
        return switch (this) {
            case PLAIN -> settings;
            case DEFLATE -> settings.with("COMPRESSOR", "zlib");
            case DICTIONARY -> settings.using(Compressor.class, trained());
            case ENCRYPTED -> encrypting(settings);
            case DICTIONARY_ENCRYPTED -> encrypting(settings.using(Compressor.class, trained()));
        };
    }

    private static Settings encrypting(Settings settings) {
        return settings.using(KeyProvider.class, KeyProvider.of(EncryptionKey.generate()));
    }

    private static Compressor trained() {
        List<byte[]> samples = RawRow.samples().stream().map(row -> row.json).toList();
        return DeflateCompressor.with(CompressionDictionary.train(samples, DICTIONARY_LENGTH));
    }

    /** Returns the name, with a plus where two go together. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '+');
    }
}
