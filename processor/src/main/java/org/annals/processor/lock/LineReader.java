package org.annals.processor.lock;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of a lock from left to right. For one thread. */
final class LineReader {
    // What a word may have without quotes: nothing that ends one.
    private static final Pattern PLAIN = Pattern.compile("[\\p{javaJavaIdentifierPart}.:/+@-]+");
    private static final Pattern TYPE_NAME = Pattern.compile("[\\p{javaJavaIdentifierPart}.#]+");

    private final String line;
    private final int number;
    private int at;

    LineReader(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /** Returns a word as it is written. */
    static String written(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char each = word.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (Character.isISOControl(each) || Character.isSurrogate(each)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }

    /** Returns a reader that is where this one is. */
    LineReader copy() {
        var copy = new LineReader(line, number);
        copy.at = at;
        return copy;
    }

    boolean isAtEnd() {
        return at == line.length();
    }

    /** Goes beyond a text if that comes next, and returns whether it does. */
    boolean skip(String text) {
        boolean isNext = line.startsWith(text, at);
        at += isNext ? text.length() : 0;
        return isNext;
    }

    void require(String text) {
        if (!skip(text)) {
            throw malformed("has no '%s' at column %d".formatted(text, at + 1));
        }
    }

    void requireEnd() {
        if (!isAtEnd()) {
            throw malformed("goes on at column %d".formatted(at + 1));
        }
    }

    String word() {
        return skip("\"") ? quoted() : matching(PLAIN, "name");
    }

    private String quoted() {
        var word = new StringBuilder();
        while (!isAtEnd()) {
            char next = line.charAt(at++);
            if (next == '"') {
                return word.toString();
            }
            word.append(next == '\\' ? escaped() : next);
        }
        throw malformed("has no end of what is in quotes");
    }

    private char escaped() {
        if (!skip("u")) {
            return isAtEnd() ? '\\' : line.charAt(at++);
        }
        try {
            char escaped = (char) HexFormat.fromHexDigits(line, at, at + 4);
            at += 4;
            return escaped;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw malformed("has no four digits at column %d".formatted(at + 1));
        }
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(word()));
        while (skip(", ")) {
            words.add(word());
        }
        return words;
    }

    TypeForm type() {
        String name = matching(TYPE_NAME, "type");
        List<TypeForm> arguments = new ArrayList<>();
        if (skip("<")) {
            do {
                arguments.add(type());
            } while (skip(", "));
            require(">");
        }
        var type = new TypeForm(name, arguments);
        while (skip("[]")) {
            type = TypeForm.arrayOf(type);
        }
        return type;
    }

    /** Returns the version that the rest of the line is. */
    int version() {
        String rest = line.substring(at);
        at = line.length();
        try {
            int version = Integer.parseInt(rest);
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw malformed("has no version, 1 or more, behind the name");
    }

    private String matching(Pattern pattern, String what) {
        Matcher next = pattern.matcher(line).region(at, line.length());
        if (!next.lookingAt()) {
            throw malformed("has no %s at column %d".formatted(what, at + 1));
        }
        at = next.end();
        return next.group();
    }

    MalformedLockException malformed(String what) {
        return new MalformedLockException(number, what);
    }
}
