package org.annals.examples.githistory;

/** How far the changes of a commit are recorded. It belongs to no aggregate. Immutable. */
public sealed interface CommitEvent permits CommitPart, CommitRead {
    /** Returns the commit's id. */
    String commit();
}
