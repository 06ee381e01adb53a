package org.annals.processor;

import com.palantir.javapoet.CodeBlock;

import org.annals.processor.Body.Argument;

/** How generated code calls what applies an event. Stateless. */
final class Calls {
    private Calls() {}

    /** Returns what a body is given of an event. */
    static CodeBlock arguments(Body body, String event, TypeNames names) {
        return body.arguments().stream()
                .map(each -> argument(each, event, names))
                .collect(CodeBlock.joining(", "));
    }

    private static CodeBlock argument(Argument argument, String event, TypeNames names) {
        return switch (argument) {
            case Argument.Part(var component) -> CodeBlock.of("$L.$L()", event, component);
            case Argument.Whole(var cast) ->
                    cast == null
                            ? CodeBlock.of("$L", event)
                            : CodeBlock.of("($T) $L", names.of(cast), event);
            case Argument.Id() -> CodeBlock.of("id");
        };
    }
}
