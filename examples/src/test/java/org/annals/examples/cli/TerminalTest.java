package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;

final class TerminalTest {
    private final Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), UTF_8);

    @ParameterizedTest
    @CsvSource({
        "001B, \\u{1B}", // escape
        "000A, \\u{A}", // line feed
        "009B, \\u{9B}", // control sequence introducer
        "202E, \\u{202E}", // right-to-left override
        "2066, \\u{2066}", // isolate
        "200B, \\u{200B}", // zero width space
        "2028, \\u{2028}", // line separator
        "E0041, \\u{E0041}", // tag
        "D800, \\u{D800}", // unpaired surrogate
        "0378, \\u{378}", // unassigned
    })
    void whatCannotBeSeenIsSpeltOut(String codePoint, String shown) {
        String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

        assertThat(terminal.visible(text)).isEqualTo("a" + shown + "b");
    }

    @Test
    void whatCanBeSeenIsShownAsItIs() {
        String text = "a b-\u00e9\u65e5\u672c\u05e9\ud83d\udc36";

        assertThat(terminal.visible(text)).isEqualTo(text);
    }

    @Test
    void aBackslashIsDoubledSoThatNothingCanPassForWhatIsSpeltOut() {
        assertThat(terminal.visible("\\u{1B}")).isEqualTo("\\\\u{1B}");
    }

    @Test
    void whatTheTerminalLacksIsSpeltOutToo() {
        var ascii = new Terminal(new PrintWriter(new StringWriter()), US_ASCII);

        assertThat(ascii.visible("caf\u00e9 \ud83d\udc36")).isEqualTo("caf\\u{E9} \\u{1F436}");
    }
}
