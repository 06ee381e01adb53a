/**
 * The history of a Git repository as events: one aggregate for each file path.
 *
 * <p>Start with {@link org.annals.examples.githistory.GitHistory}, the application, and {@link
 * org.annals.examples.githistory.HistoryImport}, which fills it from a {@link
 * org.annals.examples.githistory.GitRepository}. What is recorded of a commit ends with a {@link
 * org.annals.examples.githistory.CommitRead}, in the same save unless it is very much, so that an
 * import goes on where it stopped by asking the log itself.
 *
 * <p>A merge commit records only the paths in which it differs from all its parents: the rest
 * arrived by the branches. Branches are interleaved in one sequence, parents before children.
 *
 * <p><b>May use:</b> the library, JGit. <b>Used by:</b> {@code cli}, as {@code ./annals demo git}.
 *
 * <p><b>Threads:</b> one thread for an import; the application may be shared.
 */
@NullMarked
package org.annals.examples.githistory;

import org.jspecify.annotations.NullMarked;
