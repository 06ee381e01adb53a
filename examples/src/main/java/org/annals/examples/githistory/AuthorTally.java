package org.annals.examples.githistory;

/**
 * What one author did. Immutable.
 *
 * @param name may be empty
 * @param email may be empty
 * @param commits written
 * @param changes of files in them
 */
public record AuthorTally(String name, String email, long commits, long changes) {
    AuthorTally plus(CommitRead commit) {
        return new AuthorTally(name, email, commits + 1, changes + commit.files());
    }
}
