package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the lines of one block, and makes it. For one thread. */
final class BlockParser {
    private static final Pattern COMPONENT = Pattern.compile("\\p{javaJavaIdentifierPart}+: .*");

    private final EventKey key;
    private @Nullable String className;
    private final SortedSet<String> aliases = new TreeSet<>();
    private boolean isSecret;
    private @Nullable String upcastBy;
    private boolean isRetired;
    private boolean isOpaque;
    private final RecordLines own = new RecordLines();
    private final SortedMap<String, Form.Value> values = new TreeMap<>();
    private @Nullable String valueName;
    private @Nullable RecordLines valueLines;
    private @Nullable SortedMap<String, TypeForm> choices;
    private @Nullable SortedSet<String> constants;

    BlockParser(String header, int number) {
        var reader = new LineReader(header, number);
        String name = reader.word();
        reader.require(" ");
        this.key = new EventKey(name, reader.version());
    }

    /** What is said of one record. */
    private static final class RecordLines {
        private final List<Component> components = new ArrayList<>();
        private final List<String> annotations = new ArrayList<>();
        private boolean ignoresUnknown;

        Form.OfRecord form() {
            return new Form.OfRecord(components, ignoresUnknown, annotations);
        }

        void add(String line, int number) {
            var reader = new LineReader(line, number);
            if (COMPONENT.matcher(line).matches()) {
                Component component = component(reader);
                if (components.stream().anyMatch(each -> each.name().equals(component.name()))) {
                    throw doubled(number, "'" + component.name() + "'");
                }
                components.add(component);
            } else if (reader.skip("ignores unknown")) {
                ignoresUnknown = true;
            } else {
                reader.require("as ");
                annotations.add(reader.word());
            }
            reader.requireEnd();
        }

        private static Component component(LineReader reader) {
            String name = reader.type().name();
            reader.require(": ");
            TypeForm type = reader.type();
            boolean isNullable = reader.skip("?");
            String storedName = reader.skip(", stored as ") ? reader.word() : null;
            String tag = reader.skip(", tag ") ? reader.word() : null;
            boolean isPersonal = reader.skip(", personal");
            boolean isSubject = reader.skip(", subject");
            List<String> annotations = new ArrayList<>();
            while (reader.skip(", as ")) {
                annotations.add(reader.word());
            }
            return new Component(
                    name, type, isNullable, storedName, tag, isPersonal, isSubject, annotations);
        }
    }

    // So a merge that keeps both sides is no looser than either.
    private static MalformedLockException doubled(int number, String what) {
        return new MalformedLockException(
                number, "says %s a second time: keep one".formatted(what));
    }

    void add(String line, int number) {
        if (line.startsWith(BlockText.INDENT + BlockText.INDENT)) {
            addWithin(line.substring(2 * BlockText.INDENT.length()), number);
        } else if (line.startsWith(BlockText.INDENT)) {
            endValue();
            addOwn(line.substring(BlockText.INDENT.length()), number);
        } else {
            throw new MalformedLockException(number, "begins with neither 4 nor 8 spaces");
        }
    }

    private void addWithin(String line, int number) {
        if (valueLines == null) {
            throw new MalformedLockException(number, "stands under no record, enum or sealed type");
        }
        valueLines.add(line, number);
    }

    private void endValue() {
        if (valueName != null && valueLines != null) {
            values.put(valueName, value(valueLines.form()));
        }
        valueName = null;
        valueLines = null;
        choices = null;
        constants = null;
    }

    private Form.Value value(Form.OfRecord lines) {
        if (choices != null) {
            return new Form.OfChoice(choices, lines.annotations());
        }
        return constants == null ? lines : new Form.OfEnum(constants, lines.annotations());
    }

    private void addOwn(String line, int number) {
        var reader = new LineReader(line, number);
        if (COMPONENT.matcher(line).matches()) {
            own.add(line, number);
            return;
        }
        if (reader.skip("class ")) {
            if (className != null) {
                throw doubled(number, "its class");
            }
            className = reader.word();
        } else if (reader.skip("alias ")) {
            aliases.add(reader.word());
        } else if (reader.skip("secret")) {
            isSecret = true;
        } else if (reader.skip("upcast by ")) {
            upcastBy = reader.word();
        } else if (reader.skip("retired")) {
            isRetired = true;
        } else if (reader.skip("record ")) {
            beginValue(reader, number);
        } else if (reader.skip("sealed ")) {
            beginValue(reader, number);
            choices = choices(reader);
        } else if (reader.skip("enum ")) {
            beginValue(reader, number);
            constants = new TreeSet<>(reader.skip(" of ") ? reader.words() : List.of());
        } else if (reader.skip("opaque")) {
            isOpaque = true;
        } else {
            own.add(line, number);
            return;
        }
        reader.requireEnd();
    }

    private void beginValue(LineReader reader, int number) {
        String name = reader.type().toString();
        if (values.containsKey(name)) {
            throw doubled(number, "'" + name + "'");
        }
        valueName = name;
        valueLines = new RecordLines();
    }

    private static SortedMap<String, TypeForm> choices(LineReader reader) {
        SortedMap<String, TypeForm> choices = new TreeMap<>();
        if (reader.skip(" of ")) {
            do {
                choice(reader, choices);
            } while (reader.skip(", "));
        }
        return choices;
    }

    private static void choice(LineReader reader, SortedMap<String, TypeForm> choices) {
        LineReader ahead = reader.copy();
        String name = ahead.word();
        if (ahead.skip(" = ")) {
            reader.skip(LineReader.written(name) + " = ");
            choices.put(name, reader.type());
        } else {
            TypeForm type = reader.type();
            choices.put(type.toString(), type);
        }
    }

    Block block() {
        endValue();
        return new Block(
                key,
                className,
                aliases,
                isSecret,
                upcastBy,
                isRetired,
                new Shape(isOpaque ? new Form.Opaque() : own.form(), values));
    }
}
