package org.annals.examples.githistory;

import java.nio.file.Path;

/** A log has commits, and none of them is in the repository. Nothing was written. */
public final class UnrelatedHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrelatedHistoryException(long recorded, Path folder) {
        super(
                "The log is of another history: none of its commits (%,d) is in the Git repository in '%s'. Another one has taken its place, or all of it was rewritten. Move the log away to begin a new one."
                        .formatted(recorded, folder));
    }
}
