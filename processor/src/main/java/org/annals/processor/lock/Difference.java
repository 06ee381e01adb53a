package org.annals.processor.lock;

import java.util.ArrayList;
import java.util.List;

/** Two blocks line by line: what only the lock has, what only the code has, and what both have. */
final class Difference {
    private Difference() {}

    static String between(List<String> lock, List<String> code) {
        int[][] common = new int[lock.size() + 1][code.size() + 1];
        for (int i = lock.size() - 1; i >= 0; i--) {
            for (int j = code.size() - 1; j >= 0; j--) {
                common[i][j] =
                        lock.get(i).equals(code.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < lock.size() || j < code.size()) {
            if (i < lock.size() && j < code.size() && lock.get(i).equals(code.get(j))) {
                lines.add("    " + lock.get(i));
                i++;
                j++;
            } else if (j == code.size()
                    || (i < lock.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("  - " + lock.get(i++));
            } else {
                lines.add("  + " + code.get(j++));
            }
        }
        return String.join("\n", lines);
    }
}
