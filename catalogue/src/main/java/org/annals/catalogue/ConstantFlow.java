package org.annals.catalogue;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows constants through a method, by way of its variables, arrays and collections, to the calls
 * that they are given to. For one method.
 */
final class ConstantFlow extends BasicInterpreter {
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final Map<AbstractInsnNode, Seen> arrays = new LinkedHashMap<>();
    private final Map<AbstractInsnNode, Given> given = new LinkedHashMap<>();
    private final Set<String> compared = new LinkedHashSet<>();

    private ConstantFlow() {
        super(Opcodes.ASM9);
    }

    /**
     * Returns what flows through a method.
     *
     * @throws AnalyzerException if its code is none that a virtual machine would run
     */
    static ConstantFlow of(String owner, MethodNode method) throws AnalyzerException {
        var flow = new ConstantFlow();
        new Analyzer<>(flow).analyze(owner, method);
        return flow;
    }

    /** Returns the calls with constants, in the order of code. */
    List<Given> given() {
        return List.copyOf(given.values());
    }

    /** Returns the classes that others are compared with. */
    Set<String> compared() {
        return compared;
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode code) throws AnalyzerException {
        Constant constant =
                switch (code) {
                    case LdcInsnNode load -> loaded(load.cst);
                    case InsnNode plain when isSmall(plain.getOpcode()) ->
                            new Constant.OfNumber(plain.getOpcode() - Opcodes.ICONST_0);
                    case IntInsnNode number -> new Constant.OfNumber(number.operand);
                    case FieldInsnNode field when field.desc.startsWith("L") ->
                            new Constant.OfField(field.owner, field.name);
                    default -> null;
                };
        return constant == null ? super.newOperation(code) : new Seen(List.of(constant));
    }

    private static boolean isSmall(int opcode) {
        return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5;
    }

    private static @Nullable Constant loaded(Object value) {
        return switch (value) {
            case Type type when type.getSort() == Type.OBJECT ->
                    new Constant.OfClass(type.getInternalName());
            case String text -> new Constant.OfText(text);
            case Integer number -> new Constant.OfNumber(number);
            default -> null;
        };
    }

    @Override
    public @Nullable BasicValue unaryOperation(AbstractInsnNode code, BasicValue value)
            throws AnalyzerException {
        return switch (code.getOpcode()) {
            case Opcodes.CHECKCAST -> value;
            case Opcodes.ANEWARRAY -> arrays.computeIfAbsent(code, made -> new Seen(List.of()));
            default -> super.unaryOperation(code, value);
        };
    }

    @Override
    public @Nullable BasicValue binaryOperation(
            AbstractInsnNode code, BasicValue first, BasicValue second) throws AnalyzerException {
        if (code.getOpcode() == Opcodes.IF_ACMPEQ || code.getOpcode() == Opcodes.IF_ACMPNE) {
            List<Constant> both = new ArrayList<>(Seen.of(first));
            both.addAll(Seen.of(second));
            for (Constant each : both) {
                if (each instanceof Constant.OfClass(var name)) {
                    compared.add(name);
                }
            }
        }
        return super.binaryOperation(code, first, second);
    }

    @Override
    public @Nullable BasicValue ternaryOperation(
            AbstractInsnNode code, BasicValue array, BasicValue index, BasicValue element)
            throws AnalyzerException {
        if (code.getOpcode() == Opcodes.AASTORE && array instanceof Seen seen) {
            seen.store(code, Seen.of(element));
        }
        return super.ternaryOperation(code, array, index, element);
    }

    @Override
    public @Nullable BasicValue naryOperation(
            AbstractInsnNode code, List<? extends BasicValue> values) throws AnalyzerException {
        BasicValue usual = super.naryOperation(code, values);
        List<Constant> result =
                switch (code) {
                    case MethodInsnNode call -> called(call, values);
                    case InvokeDynamicInsnNode lambda -> methodsOf(lambda);
                    default -> List.of();
                };
        boolean isObject = usual != null && usual.isReference();
        return isObject && !result.isEmpty() ? new Seen(result) : usual;
    }

    private static List<Constant> methodsOf(InvokeDynamicInsnNode lambda) {
        List<Constant> methods = new ArrayList<>();
        if (lambda.bsm.getOwner().equals(LAMBDAS)) {
            for (Object each : lambda.bsmArgs) {
                if (each instanceof Handle handle) {
                    methods.add(new Constant.OfMethod(Code.methodOf(handle)));
                }
            }
        }
        return methods;
    }

    /** Keeps a call, and returns of what constants its result is made. */
    private List<Constant> called(MethodInsnNode call, List<? extends BasicValue> values) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        List<Constant> receiver = isStatic ? List.of() : Seen.of(values.getFirst());
        List<List<Constant>> arguments =
                values.stream().skip(isStatic ? 0 : 1).map(each -> Seen.of(each)).toList();
        List<Constant> all = new ArrayList<>(receiver);
        arguments.forEach(all::addAll);
        if (all.isEmpty()) {
            return List.of();
        }
        var target = new MethodName(call.owner, call.name, call.desc);
        given.put(call, new Given(target, receiver, arguments));
        return passesOn(call.owner) ? all : List.of();
    }

    /** Returns whether what a class makes of constants may be taken for these. */
    private static boolean passesOn(String owner) {
        return owner.startsWith("java/util/") || Library.has(owner);
    }

    @Override
    public BasicValue merge(BasicValue one, BasicValue other) {
        if (!(one instanceof Seen) && !(other instanceof Seen)) {
            return super.merge(one, other);
        }
        if (one.getSize() != other.getSize()) {
            // A variable that is read no more; what it has must not go to and fro.
            return one;
        }
        return one instanceof Seen seen ? seen.or(Seen.of(other)) : new Seen(Seen.of(other));
    }
}
