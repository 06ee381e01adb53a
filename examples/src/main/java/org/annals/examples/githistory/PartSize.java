package org.annals.examples.githistory;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a commit is recorded in one append. Immutable.
 *
 * @param changes at most
 * @param characters of paths, after which a part ends
 */
record PartSize(int changes, long characters) {
    // Written as JSON a character takes 6 bytes at most, and an append may have 64 MiB.
    static final PartSize USUAL = new PartSize(10_000, 4 << 20);

    /** Returns the changes in parts, in order; none if there are no changes. */
    List<List<FileChange>> parts(List<FileChange> all) {
        List<List<FileChange>> parts = new ArrayList<>();
        int begin = 0;
        long length = 0;
        for (int i = 0; i < all.size(); i++) {
            length += all.get(i).characters();
            if (i + 1 - begin == changes || length >= characters || i + 1 == all.size()) {
                parts.add(all.subList(begin, i + 1));
                begin = i + 1;
                length = 0;
            }
        }
        return parts;
    }
}
