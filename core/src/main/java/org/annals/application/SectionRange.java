package org.annals.application;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The positions that a section is asked for by: {@code "first,last"}. */
record SectionRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,19}),(-?\\d{1,19})");

    static SectionRange parse(String id) {
        Matcher form = FORM.matcher(id);
        try {
            if (form.matches()) {
                long first = Long.parseLong(form.group(1));
                return new SectionRange(Math.max(1, first), Long.parseLong(form.group(2)));
            }
        } catch (NumberFormatException e) {
            throw wrong(id);
        }
        throw wrong(id);
    }

    /** Returns how many items are asked for, within the section size. */
    int limit(int sectionSize) {
        return Math.clamp(last < first ? 0 : last - first + 1, 0, sectionSize);
    }

    private static IllegalArgumentException wrong(String id) {
        return new IllegalArgumentException(
                "'%s' is not the id of a section. Write two whole numbers, as in '1,10'."
                        .formatted(id));
    }
}
