package org.annals.examples.githistory;

import org.annals.domain.EventDetails;
import org.annals.domain.Uuids;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Who wrote a commit, and when, made fit to be kept whatever the commit says. Immutable.
 *
 * @param commit the commit's id
 * @param name may be empty
 * @param email may be empty
 * @param time within the years 1 to 9999
 */
record Authorship(String commit, String name, String email, Instant time) {
    static final String NAME = "author_name";
    static final String EMAIL = "author_email";
    static final String COMMIT = "commit";

    private static final String NO_TIME = " 0 +0000";
    private static final int MAX_CHARACTERS = 200;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final UUID COMMITS =
            Uuids.nameBased(Uuids.NAMESPACE_URL, "https://annals.org/examples/git/commit");

    /** Returns the authorship of a commit whose body has been read. */
    static Authorship of(RevCommit commit) {
        byte[] line = authorLine(commit);
        @Nullable PersonIdent author = author(line);
        if (author == null) {
            return new Authorship(commit.name(), nameAlone(line), "", Instant.EPOCH);
        }
        return new Authorship(
                commit.name(),
                cleaned(author.getName()),
                cleaned(author.getEmailAddress()),
                within(author.getWhenAsInstant()));
    }

    private static @Nullable PersonIdent author(byte[] line) {
        try {
            return RawParseUtils.parsePersonIdent(line, 0);
        } catch (DateTimeException e) {
            // JGit refuses times that Java does not know; name and address are still good.
            int end = RawParseUtils.nextLF(line, 0, '>');
            return RawParseUtils.parsePersonIdent(RawParseUtils.decode(line, 0, end) + NO_TIME);
        }
    }

    // The line alone: if it has no address, JGit would go on to that of the committer.
    private static byte[] authorLine(RevCommit commit) {
        byte[] raw = commit.getRawBuffer();
        int start = RawParseUtils.author(raw, 0);
        return start < 0
                ? new byte[0]
                : Arrays.copyOfRange(raw, start, RawParseUtils.nextLF(raw, start));
    }

    private static String nameAlone(byte[] line) {
        return cleaned(RawParseUtils.decode(line).replaceFirst("<.*", ""));
    }

    Map<String, String> metadata() {
        return Map.of(COMMIT, commit, NAME, name, EMAIL, email);
    }

    /** Returns the details of an event of the commit: the same event has the same id each time. */
    EventDetails details(String what) {
        return EventDetails.at(time).withId(Uuids.nameBased(COMMITS, commit + " " + what));
    }

    private static Instant within(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    /** Leaves out what no database keeps, and what is too much for a name. */
    private static String cleaned(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.codePoints()
                .filter(
                        c ->
                                c != 0
                                        && !(c >= Character.MIN_SURROGATE
                                                && c <= Character.MAX_SURROGATE))
                .limit(MAX_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
