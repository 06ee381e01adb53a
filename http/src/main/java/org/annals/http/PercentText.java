package org.annals.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;

/** Any text as it stands in a URI. Stateless. */
final class PercentText {
    private PercentText() {}

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /**
     * @throws IllegalArgumentException if a percent sign is not followed by two digits
     */
    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
