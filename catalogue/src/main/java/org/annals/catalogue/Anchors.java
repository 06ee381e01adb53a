package org.annals.catalogue;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the headings of a page are linked by, as the usual hosts make it. For one page. */
final class Anchors {
    private final Map<String, Integer> seen = new HashMap<>();

    /** Returns the anchor of the next heading. */
    String of(String heading) {
        String anchor =
                heading.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        return before == 0 ? anchor : anchor + "-" + before;
    }
}
