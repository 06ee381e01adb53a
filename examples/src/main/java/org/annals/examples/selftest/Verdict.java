package org.annals.examples.selftest;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of a selftest. Immutable.
 *
 * @param findings what was found, or why nothing could be, in sentences
 * @param took how long the hunt was
 * @param appends outcomes of appends, counted by name
 * @param faults counted by name
 * @param events in the log
 * @param deliveries to followers
 * @param pages that were read
 * @param evidence the file that tells what was found, or null
 * @param notes on what else there is to know or to do, in sentences
 */
public record Verdict(
        Kind kind,
        List<String> findings,
        Duration took,
        Map<String, Long> appends,
        Map<String, Long> faults,
        long events,
        long deliveries,
        long pages,
        @Nullable Path evidence,
        List<String> notes) {
    /** What came of it, in a word. */
    public enum Kind {
        /** Nothing was found. */
        CLEAN,
        /** Something was found. */
        FOUND,
        /** Nothing could be found, as a control did not fail or too little happened. */
        VOID,
        /** It was broken off. */
        BROKEN_OFF
    }

    /** Copies the lists. */
    public Verdict {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** Returns what came of it although nothing was tried. */
    static Verdict beforeTheHunt(Kind kind, List<String> reasons) {
        return new Verdict(
                kind, reasons, Duration.ZERO, Map.of(), Map.of(), 0, 0, 0, null, List.of());
    }

    /** Returns this with the file that tells what was found. */
    Verdict withEvidence(Path file) {
        return new Verdict(
                kind, findings, took, appends, faults, events, deliveries, pages, file, notes);
    }

    /** Returns this with a note more. */
    Verdict withNote(String note) {
        List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new Verdict(
                kind, findings, took, appends, faults, events, deliveries, pages, evidence, more);
    }
}
