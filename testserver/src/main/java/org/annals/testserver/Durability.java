package org.annals.testserver;

import java.util.List;

/** What a commit survives. */
enum Durability {
    /** The death of the server, and not that of the machine. */
    PROCESS("off"),

    /** Whatever the disk survives. */
    DISK("on");

    private final String sync;

    Durability(String sync) {
        this.sync = sync;
    }

    List<String> settings() {
        return List.of(
                "fsync=" + sync,
                "full_page_writes=" + sync,
                // If it were off, a server that is killed would forget the last of its commits.
                "synchronous_commit=on");
    }
}
