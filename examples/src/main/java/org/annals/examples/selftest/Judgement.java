package org.annals.examples.selftest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What there is to say when a hunt is over. Immutable.
 *
 * @param findings in sentences
 * @param obstacle why there may be more to find than could be looked for, or null
 */
record Judgement(List<String> findings, @Nullable String obstacle) {
    Judgement {
        findings = List.copyOf(findings);
    }
}
