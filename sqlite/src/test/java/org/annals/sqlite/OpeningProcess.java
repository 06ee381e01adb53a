package org.annals.sqlite;

import java.nio.file.Path;
import java.util.List;

/** Waits for a line, then opens a file, appends, reads and closes, many times over. */
final class OpeningProcess {
    private OpeningProcess() {}

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[1]);
        Sqlite options = Sqlite.file(Path.of(args[0]));
        System.out.println("ready");
        System.in.read();
        for (int i = 0; i < rounds; i++) {
            try (var recorder = options.open("School")) {
                recorder.append(List.of(Samples.event("t")));
                recorder.head();
            }
        }
        System.out.println("done");
    }
}
