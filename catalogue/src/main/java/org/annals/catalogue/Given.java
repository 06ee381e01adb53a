package org.annals.catalogue;

import java.util.List;
import java.util.stream.Stream;

/**
 * A call, and the constants that its arguments are made of. Immutable.
 *
 * @param receiver those that the object is made of on which it is called
 * @param arguments those of each argument, in order
 */
record Given(MethodName target, List<Constant> receiver, List<List<Constant>> arguments) {
    Given {
        receiver = List.copyOf(receiver);
        arguments = arguments.stream().map(List::copyOf).toList();
    }

    /** Returns the constants of all arguments. */
    Stream<Constant> constants() {
        return arguments.stream().flatMap(List::stream);
    }

    /** Returns the classes in all arguments. */
    Stream<String> classes() {
        return constants()
                .filter(Constant.OfClass.class::isInstance)
                .map(each -> ((Constant.OfClass) each).name());
    }

    /** Returns the lambdas and references to methods in all arguments. */
    Stream<MethodName> methods() {
        return constants()
                .filter(Constant.OfMethod.class::isInstance)
                .map(each -> ((Constant.OfMethod) each).name());
    }
}
