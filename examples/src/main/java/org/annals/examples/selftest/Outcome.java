package org.annals.examples.selftest;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.testkit.witness.Rejection;

/** What a writer learns of an append that it asked for. Immutable. */
sealed interface Outcome {
    /** It is recorded. */
    record Recorded(AppendReceipt receipt) implements Outcome {}

    /** It is refused for good. */
    record Refused(Rejection rejection) implements Outcome {}

    /** Nothing was written this time. */
    record NotWritten() implements Outcome {}

    /** It is recorded or not. */
    record Unknown() implements Outcome {}

    /** Something that may not come of an append. */
    record Strange(String what) implements Outcome {}

    /** Returns whether the writer need not ask again. */
    default boolean isSettled() {
        return this instanceof Recorded || this instanceof Refused || this instanceof Strange;
    }

    /**
     * Returns the outcome in a line.
     *
     * @param request whose outcome it is
     */
    default String toLine(AppendRequest request) {
        return switch (this) {
            case Recorded(var receipt) ->
                    "recorded %d %d".formatted(receipt.first(), receipt.last());
            case Refused(Rejection.Version(var aggregateId, long expected, long given)) ->
                    "version %s %d %d".formatted(aggregateId, expected, given);
            case Refused(Rejection.Condition(var condition, long match)) ->
                    "condition %d %d".formatted(match, request.conditions().indexOf(condition));
            case Refused(Rejection.Behind(var upstream, long recorded)) ->
                    "behind %s %d".formatted(upstream, recorded);
            case Refused(Rejection.Reuse reuse) -> "reuse";
            case NotWritten none -> "not-written";
            case Unknown unknown -> "unknown";
            case Strange(var what) -> "strange " + what.replaceAll("\\s+", " ");
        };
    }

    /**
     * Parses a line.
     *
     * @param request whose outcome it is
     */
    static Outcome parse(String line, AppendRequest request) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "recorded" ->
                    new Recorded(
                            new AppendReceipt(Long.parseLong(words[1]), Long.parseLong(words[2])));
            case "version" ->
                    new Refused(
                            new Rejection.Version(
                                    words[1], Long.parseLong(words[2]), Long.parseLong(words[3])));
            case "condition" ->
                    new Refused(
                            new Rejection.Condition(
                                    request.conditions().get(Integer.parseInt(words[2])),
                                    Long.parseLong(words[1])));
            case "behind" -> new Refused(new Rejection.Behind(words[1], Long.parseLong(words[2])));
            case "reuse" -> new Refused(new Rejection.Reuse());
            case "not-written" -> new NotWritten();
            case "unknown" -> new Unknown();
            default -> new Strange(line);
        };
    }
}
