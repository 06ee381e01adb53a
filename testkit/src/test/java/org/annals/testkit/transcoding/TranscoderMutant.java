package org.annals.testkit.transcoding;

import org.annals.persistence.TreeTranscoder;

import java.util.function.Supplier;

/**
 * A transcoder with one defect, and the test that is there to catch it.
 *
 * @param defect what is wrong with it
 * @param contract where the test stands
 * @param test the name of the test
 * @param maker makes it
 */
record TranscoderMutant(
        String defect,
        Class<? extends TranscodingContract> contract,
        String test,
        Supplier<? extends TreeTranscoder> maker) {
    static TranscoderMutant ofBytes(
            String defect, String test, Supplier<? extends TreeTranscoder> maker) {
        return new TranscoderMutant(defect, TranscoderContract.class, test, maker);
    }

    static TranscoderMutant ofTree(
            String defect, String test, Supplier<? extends TreeTranscoder> maker) {
        return new TranscoderMutant(defect, TreeTranscoderContract.class, test, maker);
    }

    @Override
    public String toString() {
        return defect;
    }
}
