package org.annals.catalogue;

/** Names as they stand in Markdown and in drawings, whatever is in them. Stateless. */
final class Text {
    private Text() {}

    /** Returns a name as code. */
    static String code(String name) {
        String line = oneLine(name);
        return line.contains("`") ? "`` %s ``".formatted(line) : "`" + line + "`";
    }

    /** Returns a name as text of a drawing, between quotation marks. */
    static String drawn(String name) {
        StringBuilder text = new StringBuilder();
        oneLine(name)
                .codePoints()
                .forEach(
                        each -> {
                            if ("\"#<>&`".indexOf(each) >= 0) {
                                text.append('#').append(each).append(';');
                            } else {
                                text.appendCodePoint(each);
                            }
                        });
        return text.toString();
    }

    private static String oneLine(String name) {
        // Some turn lines around on a terminal, or end them.
        return name.replaceAll("\\p{C}", " ");
    }

    /** Returns how many there are of something. */
    static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
