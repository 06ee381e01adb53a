package org.annals.catalogue;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

import java.util.ArrayList;
import java.util.List;

/**
 * What a class extends and implements, with type arguments. Immutable.
 *
 * @param variables the type parameters of the class
 * @param types the superclass first
 */
record Supertypes(List<String> variables, List<TypeUse.OfClass> types) {
    Supertypes {
        variables = List.copyOf(variables);
        types = List.copyOf(types);
    }

    static Supertypes of(
            @Nullable String signature, @Nullable String superName, List<String> interfaces) {
        List<String> variables = new ArrayList<>();
        List<TypeUse.OfClass> types = new ArrayList<>();
        if (signature == null) {
            if (superName != null) {
                types.add(new TypeUse.OfClass(superName, List.of()));
            }
            interfaces.forEach(each -> types.add(new TypeUse.OfClass(each, List.of())));
        } else {
            new SignatureReader(signature).accept(reader(variables, types));
        }
        return new Supertypes(variables, types);
    }

    private static SignatureVisitor reader(List<String> variables, List<TypeUse.OfClass> types) {
        return new SignatureVisitor(Opcodes.ASM9) {
            @Override
            public void visitFormalTypeParameter(String name) {
                variables.add(name);
            }

            @Override
            public SignatureVisitor visitClassBound() {
                return new TypeUseReader(bound -> {});
            }

            @Override
            public SignatureVisitor visitInterfaceBound() {
                return new TypeUseReader(bound -> {});
            }

            @Override
            public SignatureVisitor visitSuperclass() {
                return supertype();
            }

            @Override
            public SignatureVisitor visitInterface() {
                return supertype();
            }

            private SignatureVisitor supertype() {
                return new TypeUseReader(
                        type -> {
                            if (type instanceof TypeUse.OfClass known) {
                                types.add(known);
                            }
                        });
            }
        };
    }
}
