package org.annals.examples.githistory;

import org.jspecify.annotations.Nullable;

/** A folder is not a Git repository, or is one that cannot be read. */
public final class UnreadableRepositoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRepositoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
