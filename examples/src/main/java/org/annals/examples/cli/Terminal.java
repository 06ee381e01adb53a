package org.annals.examples.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Where commands write to. Text that came from elsewhere goes through {@link #visible}: it may hold
 * what would move the cursor, change colours or turn the line around. For one thread at a time.
 */
final class Terminal {
    private final PrintWriter out;
    private final CharsetEncoder encoder;

    Terminal(PrintWriter out, Charset charset) {
        this.out = out;
        this.encoder = charset.newEncoder();
    }

    /** Returns the terminal of a stream of the process. */
    static Terminal of(PrintStream stream) {
        Charset charset = stream.charset();
        return new Terminal(new PrintWriter(stream, true, charset), charset);
    }

    /** Returns what lines are written with. */
    PrintWriter writer() {
        return out;
    }

    /** Returns whether something could not be written, as to a full disk. */
    boolean isIncomplete() {
        return out.checkError();
    }

    /** Writes a line. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Writes an empty line and one that begins a section. */
    void heading(String title) {
        line("");
        line(title);
    }

    /** Returns a text in which everything that cannot be seen, or shown here, is spelt out. */
    String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(c, shown));
        return shown.toString();
    }

    private void append(int c, StringBuilder shown) {
        if (c == '\\') {
            shown.append("\\\\");
        } else if (isPlain(c) && encoder.canEncode(Character.toString(c))) {
            shown.appendCodePoint(c);
        } else {
            shown.append("\\u{%X}".formatted(c));
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            // FORMAT turns lines around or joins what is apart; the others have no shape.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
