package org.annals.recording;

import org.annals.persistence.AppendReceipt;

/** What became of a request: to be written now, written before, or refused. */
public sealed interface Judgement {
    /** All parts hold: write it after the head. */
    record Accepted() implements Judgement {}

    /** All its events were recorded before: write nothing and answer with the first receipt. */
    record Repeated(AppendReceipt receipt) implements Judgement {}

    /** Write nothing and throw this. */
    record Refused(RuntimeException reason) implements Judgement {}
}
