package org.annals.catalogue;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads one type of a signature, and hands it on. For one type. */
final class TypeUseReader extends SignatureVisitor {
    private final Consumer<TypeUse> found;
    private final List<TypeUse> arguments = new ArrayList<>();
    private String className = "";

    TypeUseReader(Consumer<TypeUse> found) {
        super(Opcodes.ASM9);
        this.found = found;
    }

    /** Returns the type of a field or component. */
    static TypeUse of(String descriptor, @Nullable String signature) {
        List<TypeUse> read = new ArrayList<>();
        new SignatureReader(signature == null ? descriptor : signature)
                .acceptType(new TypeUseReader(read::add));
        return read.getFirst();
    }

    @Override
    public void visitBaseType(char descriptor) {
        found.accept(
                new TypeUse.Primitive(Type.getType(String.valueOf(descriptor)).getClassName()));
    }

    @Override
    public void visitTypeVariable(String name) {
        found.accept(new TypeUse.Variable(name));
    }

    @Override
    public SignatureVisitor visitArrayType() {
        return new TypeUseReader(element -> found.accept(new TypeUse.ArrayOf(element)));
    }

    @Override
    public void visitClassType(String name) {
        className = name;
    }

    @Override
    public void visitInnerClassType(String name) {
        className = className + '$' + name;
        arguments.clear();
    }

    @Override
    public void visitTypeArgument() {
        arguments.add(new TypeUse.Unbounded());
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
        UnaryOperator<TypeUse> as =
                switch (wildcard) {
                    case EXTENDS -> bound -> new TypeUse.Bounded("? extends ", bound);
                    case SUPER -> bound -> new TypeUse.Bounded("? super ", bound);
                    default -> type -> type;
                };
        return new TypeUseReader(type -> arguments.add(as.apply(type)));
    }

    @Override
    public void visitEnd() {
        found.accept(new TypeUse.OfClass(className, arguments));
    }
}
