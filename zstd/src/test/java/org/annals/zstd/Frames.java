package org.annals.zstd;

import java.util.HexFormat;

/** Frames that the compressor does not make. */
final class Frames {
    static final String MAGIC = "28b52ffd";

    /** What the program zstd 1.5.4 makes of {@link Samples#TRICK}: with a checksum at its end. */
    static final String OF_THE_PROGRAM =
            "28b52ffd24431902007b22646f67223a226669646f2d3737222c22747269636b223a22726f6c6c"
                    + "206f7665722c20616e6420736974222c2273696e6365223a22323032362d31312d3330227d"
                    + "43d98702";

    private Frames() {}

    static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
