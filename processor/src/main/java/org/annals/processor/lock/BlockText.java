package org.annals.processor.lock;

import static org.annals.processor.lock.LineReader.written;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a block as lines. */
final class BlockText {
    static final String INDENT = "    ";

    private final List<String> lines = new ArrayList<>();

    private BlockText() {}

    static List<String> of(Block block) {
        var text = new BlockText();
        text.write(block);
        return List.copyOf(text.lines);
    }

    private void write(Block block) {
        lines.add(block.key().toString());
        if (block.className() != null) {
            add("class " + block.className());
        }
        block.aliases().forEach(alias -> add("alias " + written(alias)));
        if (block.isSecret()) {
            add("secret");
        }
        if (block.upcastBy() != null) {
            add("upcast by " + block.upcastBy());
        }
        if (block.isRetired()) {
            add("retired");
        }
        switch (block.shape().form()) {
            case Form.OfRecord form -> write(form, INDENT);
            default -> add("opaque");
        }
        block.shape().values().forEach(this::write);
    }

    private void write(String type, Form.Value value) {
        switch (value) {
            case Form.OfRecord form -> {
                add("record " + type);
                write(form, INDENT + INDENT);
            }
            case Form.OfEnum form -> {
                add("enum " + type + of(constants(form)));
                form.annotations().forEach(each -> lines.add(INDENT + INDENT + as(each)));
            }
            case Form.OfChoice form -> {
                add("sealed " + type + of(choices(form)));
                form.annotations().forEach(each -> lines.add(INDENT + INDENT + as(each)));
            }
        }
    }

    private static List<String> constants(Form.OfEnum form) {
        return form.constants().stream().map(LineReader::written).toList();
    }

    private static List<String> choices(Form.OfChoice form) {
        return form.types().entrySet().stream()
                .map(
                        each ->
                                each.getKey().equals(each.getValue().toString())
                                        ? each.getKey()
                                        : written(each.getKey()) + " = " + each.getValue())
                .toList();
    }

    private static String of(Collection<String> words) {
        return words.isEmpty() ? "" : words.stream().collect(Collectors.joining(", ", " of ", ""));
    }

    private void write(Form.OfRecord form, String indent) {
        if (form.ignoresUnknown()) {
            lines.add(indent + "ignores unknown");
        }
        form.annotations().forEach(each -> lines.add(indent + as(each)));
        form.components().forEach(each -> lines.add(indent + text(each)));
    }

    private static String text(Component component) {
        var text = new StringBuilder(component.name() + ": " + component.type());
        if (component.isNullable()) {
            text.append('?');
        }
        if (component.storedName() != null) {
            text.append(", stored as ").append(written(component.storedName()));
        }
        if (component.tag() != null) {
            text.append(", tag ").append(written(component.tag()));
        }
        if (component.isPersonal()) {
            text.append(", personal");
        }
        if (component.isSubject()) {
            text.append(", subject");
        }
        component.annotations().forEach(each -> text.append(", ").append(as(each)));
        return text.toString();
    }

    private static String as(String annotation) {
        return "as " + written(annotation);
    }

    private void add(String line) {
        lines.add(INDENT + line);
    }
}
