package org.annals.examples.docs;

/**
 * A fenced block of a document.
 *
 * @param where the document and the line of the fence, for messages
 * @param language what stands behind the fence; empty if nothing does
 * @param marker the line above the fence; empty if it is no comment
 * @param text what stands between the fences
 */
record CodeBlock(String where, String language, String marker, String text) {
    /** Returns what the marker says after a word such as {@code code}, or empty if it says none. */
    String marked(String word) {
        String begin = "<!-- " + word + ": ";
        return marker.startsWith(begin) && marker.endsWith(" -->")
                ? marker.substring(begin.length(), marker.length() - " -->".length())
                : "";
    }
}
