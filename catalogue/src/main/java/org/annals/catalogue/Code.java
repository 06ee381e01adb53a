package org.annals.catalogue;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

import java.util.HashSet;
import java.util.Set;

/** Reads the code of one method. */
final class Code {
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
    // Of every object, so that they tell nothing of what is read.
    private static final Set<String> OF_ALL = Set.of("equals", "hashCode", "toString", "getClass");

    private final Set<String> made = new HashSet<>();
    private final Set<String> tested = new HashSet<>();
    private final Set<MethodName> calls = new HashSet<>();
    private final Set<Constant.OfField> fields = new HashSet<>();

    private Code() {}

    /**
     * Reads a method.
     *
     * @throws AnalyzerException if its code is none that a virtual machine would run
     */
    static MethodFacts of(String owner, MethodNode method) throws AnalyzerException {
        var code = new Code();
        for (AbstractInsnNode each : method.instructions) {
            code.read(each);
        }
        ConstantFlow flow = ConstantFlow.of(owner, method);
        code.tested.addAll(flow.compared());
        return new MethodFacts(
                new MethodName(owner, method.name, method.desc),
                has(method, Opcodes.ACC_SYNTHETIC),
                has(method, Opcodes.ACC_STATIC),
                code.made,
                code.tested,
                code.calls,
                code.fields,
                flow.given());
    }

    private static boolean has(MethodNode method, int flag) {
        return (method.access & flag) != 0;
    }

    private void read(AbstractInsnNode code) {
        switch (code) {
            case TypeInsnNode type when type.getOpcode() == Opcodes.NEW -> made.add(type.desc);
            case TypeInsnNode type when type.getOpcode() == Opcodes.INSTANCEOF ->
                    tested.add(type.desc);
            case FieldInsnNode field when field.getOpcode() == Opcodes.GETSTATIC ->
                    fields.add(new Constant.OfField(field.owner, field.name));
            case MethodInsnNode call -> call(call);
            case InvokeDynamicInsnNode dynamic -> dynamic(dynamic);
            default -> {}
        }
    }

    private void call(MethodInsnNode call) {
        calls.add(new MethodName(call.owner, call.name, call.desc));
        boolean isVirtual =
                call.getOpcode() == Opcodes.INVOKEVIRTUAL
                        || call.getOpcode() == Opcodes.INVOKEINTERFACE;
        if (isVirtual && !OF_ALL.contains(call.name)) {
            tested.add(call.owner);
        }
    }

    private void dynamic(InvokeDynamicInsnNode dynamic) {
        for (Object each : dynamic.bsmArgs) {
            switch (each) {
                case Handle handle -> handle(handle);
                case Type label when isSwitch(dynamic) && label.getSort() == Type.OBJECT ->
                        tested.add(label.getInternalName());
                default -> {}
            }
        }
    }

    private static boolean isSwitch(InvokeDynamicInsnNode dynamic) {
        return dynamic.bsm.getOwner().equals(SWITCHES);
    }

    private void handle(Handle handle) {
        switch (handle.getTag()) {
            case Opcodes.H_NEWINVOKESPECIAL -> {
                made.add(handle.getOwner());
                calls.add(methodOf(handle));
            }
            case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE -> {
                tested.add(handle.getOwner());
                calls.add(methodOf(handle));
            }
            case Opcodes.H_INVOKESTATIC, Opcodes.H_INVOKESPECIAL -> calls.add(methodOf(handle));
            // Records have some for their components.
            default -> {}
        }
    }

    static MethodName methodOf(Handle handle) {
        return new MethodName(handle.getOwner(), handle.getName(), handle.getDesc());
    }
}
