package org.annals.examples.githistory;

/**
 * What there is to do, and what was done earlier. Immutable.
 *
 * @param recorded the commits that are recorded already
 * @param aside those of them that do not lead to where the repository is now: they are of other
 *     branches, or were amended or rebased since
 * @param missing the commits that will be read
 */
public record ImportPlan(long recorded, long aside, long missing) {}
