package org.annals.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Texts that are easily changed on the way, or taken for one another. None is blank. */
final class TextCorpus {
    private static final List<String> TEXTS = collected();

    private TextCorpus() {}

    /** Returns the texts, each once. */
    static List<String> texts() {
        return TEXTS;
    }

    /** Returns a text by its code points, for messages. */
    static String named(String text) {
        return text.codePoints()
                .mapToObj("U+%04X"::formatted)
                .collect(Collectors.joining(" ", "text ", ""));
    }

    private static List<String> collected() {
        List<String> texts = new ArrayList<>(List.of("a", "A", " a", "a ", " a ", "a\t", "\na"));
        texts.addAll(List.of("a\r\nb", "a\nb", "a\u00a0", "\u3000a", "\ufeffa", "a\u200b"));
        // Composed and decomposed, full and compatible, folded and not.
        texts.addAll(List.of("\u00e9", "e\u0301", "\u00c9", "e", "\u1e9b\u0323", "\u1e69"));
        texts.addAll(List.of("stra\u00dfe", "strasse", "STRASSE", "STRA\u1e9eE"));
        texts.addAll(List.of("i", "I", "\u0130", "\u0131", "i\u0307"));
        texts.addAll(List.of("\u03c3", "\u03c2", "\u03a3", "\ufb01", "fi", "\uff21", "\u212b"));
        texts.addAll(List.of("\u05e9\u05dc\u05d5\u05dd", "\u202ea", "\u200fa", "\u0627\u064e"));
        texts.addAll(List.of("\u65e5\u672c", "\ud55c\uae00", "\u1112\u1161\u11ab"));
        texts.addAll(List.of("\ud83d\ude00", "\ud83d\ude01", "\ud83d\udc68\u200d\ud83d\udc67"));
        texts.addAll(List.of("\ud834\udd1e", "\udbff\udfff", "\uffff", "\ufffd", "\ue000"));
        for (char control = 1; control < 0x20; control++) {
            texts.add("c" + control);
        }
        texts.addAll(List.of("c\u007f", "c\u0085", "c\u2028", "c\u2029"));
        // What databases, formats and shells have a meaning for.
        texts.addAll(List.of("'", "''", "\"", "\"\"", "\\", "\\\\", "\\n", "\\u0041", "`"));
        texts.addAll(List.of("%", "%%", "_", "a%", "a_", "ab", "*", "a*", "?", "$1", ":1"));
        texts.addAll(List.of("x:y", "x:y:", ":", "::", ",", ";", "--", "/*", "#", "|", "/"));
        texts.addAll(List.of("{}", "{a,b}", "[]", "(a)", "<a>", "&amp;", "null", "NULL", "Null"));
        texts.addAll(List.of("0", "00", "1", "1.0", "1e0", "-1", "true", "\\x41", "..", "."));
        return texts.stream().distinct().toList();
    }
}
