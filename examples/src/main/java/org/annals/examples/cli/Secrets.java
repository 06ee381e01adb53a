package org.annals.examples.cli;

import java.util.regex.Pattern;

/** What must not be shown of what a user has typed. Stateless. */
final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("//\\S*@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&\\s']*");

    private Secrets() {}

    /** Returns a text without who goes where its URLs lead, and without passwords. */
    static String hidden(String text) {
        String without = USER_INFO.matcher(text).replaceAll("//***@");
        return PARAMETER.matcher(without).replaceAll("$1***");
    }
}
