package org.annals.examples.githistory;

/**
 * The last event of a part of a commit that has too many changes for one append. An import that
 * finds no {@link CommitRead} of the commit goes on behind the last part. Immutable.
 *
 * @param commit the commit's id
 * @param changes how many of its changes are recorded so far
 */
public record CommitPart(String commit, int changes) implements CommitEvent {}
