package org.annals.examples.githistory;

/**
 * The last event of a commit: everything of it is recorded. Immutable.
 *
 * @param commit the commit's id
 * @param parents how many commits it follows: 2 or more for a merge
 * @param files how many changes of files it has
 */
public record CommitRead(String commit, int parents, int files) implements CommitEvent {}
