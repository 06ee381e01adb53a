package org.annals.catalogue;

import java.util.List;
import java.util.Set;

/**
 * What the catalogue needs to know of a method. Immutable.
 *
 * @param isLambda whether the compiler has made it, as it does of a lambda
 * @param made the classes that it makes objects of
 * @param tested the classes that it asks whether an object is one of them, or of which it reads
 * @param calls the methods that it calls, or hands on
 * @param fields the static fields that it reads
 * @param given calls with constants
 */
record MethodFacts(
        MethodName name,
        boolean isLambda,
        boolean isStatic,
        Set<String> made,
        Set<String> tested,
        Set<MethodName> calls,
        Set<Constant.OfField> fields,
        List<Given> given) {
    MethodFacts {
        made = Set.copyOf(made);
        tested = Set.copyOf(tested);
        calls = Set.copyOf(calls);
        fields = Set.copyOf(fields);
        given = List.copyOf(given);
    }
}
