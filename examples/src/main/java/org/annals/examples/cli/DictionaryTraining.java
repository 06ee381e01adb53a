package org.annals.examples.cli;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.DeflateCompressor;
import org.annals.compression.DictionaryCompressor;
import org.annals.zstd.ZstdCompressor;

import java.util.List;

/** For which compressor a dictionary is trained, and how. */
enum DictionaryTraining {
    ZLIB {
        @Override
        CompressionDictionary train(List<byte[]> samples, int maxBytes) {
            return CompressionDictionary.train(samples, maxBytes);
        }

        @Override
        DictionaryCompressor compressor() {
            return DeflateCompressor.plain();
        }
    },

    ZSTD {
        @Override
        CompressionDictionary train(List<byte[]> samples, int maxBytes) {
            return ZstdCompressor.train(samples, maxBytes);
        }

        @Override
        DictionaryCompressor compressor() {
            return new ZstdCompressor();
        }
    };

    abstract CompressionDictionary train(List<byte[]> samples, int maxBytes);

    /** Returns the compressor, without a dictionary. */
    abstract DictionaryCompressor compressor();
}
