/** The Zstandard compressor, and dictionaries trained for it. */
module org.annals.zstd {
    requires transitive org.annals;
    requires static transitive org.jspecify;
    requires com.github.luben.zstd_jni;

    exports org.annals.zstd;

    provides org.annals.compression.Compressor with
            org.annals.zstd.ZstdCompressor;
}
