package org.annals.testkit.transcoding;

import static org.annals.testkit.transcoding.TranscoderMutant.ofTree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Defects in taking objects apart. */
final class TreeMutants {
    private TreeMutants() {}

    static List<TranscoderMutant> all() {
        return List.of(
                ofTree(
                        "sorts fields",
                        "everyValueOfFieldsIsKeptInItsPlace",
                        () -> new Reading(TreeMutants::sorted)),
                ofTree(
                        "loses digits of numbers",
                        "everyValueOfFieldsIsKeptInItsPlace",
                        () -> new Reading(TreeMutants::rounded)),
                ofTree(
                        "calls fields otherwise than the record does",
                        "fieldsAreTheComponentsOfTheRecordByTheirNames",
                        () -> new Reading(TreeMutants::shouting)),
                ofTree(
                        "loses empty texts of a record",
                        "whatIsTakenApartIsPutTogetherAsItWas",
                        () -> new Writing(TreeMutants::withoutEmptyText)),
                ofTree(
                        "returns the bytes that it had taken apart",
                        "whatWasPutTogetherOtherwiseIsReadSo",
                        Stubborn::new),
                ofTree(
                        "passes over fields that nobody knows",
                        "aFieldThatIsMissingOrUnknownIsRefused",
                        Lenient::new),
                ofTree(
                        "takes the first of several",
                        "partsOfFieldsAndMoreThanOneAreRefused",
                        FirstOfSeveral::new),
                ofTree(
                        "uses one array for all fields",
                        "theBytesOfFieldsAreTheCallersToKeep",
                        Buffering::new),
                ofTree(
                        "writes fields of any depth",
                        "fieldsThatCouldNotBeReadAgainAreNotWritten",
                        AnyDepth::new),
                ofTree("quotes fields", "noMessageOfFieldsHasContent", Quoting::new),
                ofTree(
                        "loses the third field",
                        "upcastersChangeFields",
                        () -> new Writing(TreeMutants::withoutTheThird)),
                ofTree(
                        "leaves out what was erased",
                        "anErasedComponentIsNull",
                        () -> new Reading(TreeMutants::withoutNull)),
                ofTree(
                        "writes no dollars for fields",
                        "personalDataIsSealedAndErased",
                        () -> new Writing(TreeMutants::withoutDollars)),
                ofTree(
                        "reads no dollars for fields",
                        "whatLooksSealedIsRefusedOrKept",
                        () -> new Reading(TreeMutants::withoutDollars)),
                ofTree(
                        "takes null for no fields",
                        "nullInPlaceOfFieldsIsRefusedAtTheDoor",
                        TakingNull::new));
    }

    private static Fields sorted(Fields fields) {
        Fields sorted = Fields.empty();
        new TreeSet<>(fields.names()).forEach(name -> sorted.put(name, fields.get(name)));
        return sorted;
    }

    private static Fields rounded(Fields fields) {
        for (String name : fields.names()) {
            if (fields.get(name) instanceof BigInteger || fields.get(name) instanceof BigDecimal) {
                fields.put(name, fields.decimal(name).doubleValue());
            }
        }
        return fields;
    }

    private static Fields shouting(Fields fields) {
        return renamed(fields, name -> name.toUpperCase(Locale.ROOT));
    }

    private static Fields withoutEmptyText(Fields fields) {
        List.copyOf(fields.names()).stream()
                .filter(name -> "".equals(fields.get(name)))
                .forEach(fields::remove);
        return fields;
    }

    private static Fields withoutTheThird(Fields fields) {
        return fields.names().size() < 3
                ? fields
                : fields.remove(List.copyOf(fields.names()).get(2));
    }

    private static Fields withoutNull(Fields fields) {
        List.copyOf(fields.names()).stream()
                .filter(name -> fields.get(name) == null)
                .forEach(fields::remove);
        return fields;
    }

    private static Fields withoutDollars(Fields fields) {
        for (String name : fields.names()) {
            if (fields.get(name) instanceof Fields inner) {
                fields.put(name, renamed(inner, each -> each.replace("$", "")));
            }
        }
        return fields;
    }

    private static Fields renamed(Fields fields, UnaryOperator<String> name) {
        Fields renamed = Fields.empty();
        fields.names().forEach(each -> renamed.put(name.apply(each), fields.get(each)));
        return renamed;
    }

    private static final class Reading extends AlmostJson {
        private final UnaryOperator<Fields> change;

        Reading(UnaryOperator<Fields> change) {
            this.change = change;
        }

        @Override
        public Fields toFields(byte[] bytes) {
            return change.apply(super.toFields(bytes));
        }
    }

    private static final class Writing extends AlmostJson {
        private final UnaryOperator<Fields> change;

        Writing(UnaryOperator<Fields> change) {
            this.change = change;
        }

        @Override
        public byte[] encodeFields(Fields fields) {
            return super.encodeFields(change.apply(fields.copy()));
        }
    }

    private static final class Stubborn extends AlmostJson {
        private static final ThreadLocal<byte[]> LAST = ThreadLocal.withInitial(() -> new byte[0]);

        @Override
        public Fields toFields(byte[] bytes) {
            LAST.set(bytes.clone());
            return super.toFields(bytes);
        }

        @Override
        public byte[] encodeFields(Fields fields) {
            return LAST.get().clone();
        }
    }

    private static final class Lenient extends AlmostJson {
        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            Fields fields = toFields(bytes);
            List<String> known =
                    Arrays.stream(type.getRecordComponents()).map(each -> each.getName()).toList();
            List.copyOf(fields.names()).stream()
                    .filter(name -> !known.contains(name))
                    .forEach(fields::remove);
            return super.decode(encodeFields(fields), type);
        }
    }

    private static final class FirstOfSeveral extends AlmostJson {
        @Override
        public Fields toFields(byte[] bytes) {
            int half = bytes.length / 2;
            return Arrays.equals(bytes, 0, half, bytes, half, bytes.length)
                    ? super.toFields(Arrays.copyOf(bytes, half))
                    : super.toFields(bytes);
        }
    }

    private static final class Buffering extends AlmostJson {
        private final Map<Integer, byte[]> buffers = new HashMap<>();

        @Override
        public byte[] encodeFields(Fields fields) {
            byte[] encoded = super.encodeFields(fields);
            byte[] buffer = buffers.computeIfAbsent(1 << 12, byte[]::new);
            System.arraycopy(encoded, 0, buffer, 0, encoded.length);
            Arrays.fill(buffer, encoded.length, buffer.length, (byte) ' ');
            return buffer;
        }
    }

    private static final class AnyDepth extends AlmostJson {
        private final JsonTranscoder any = JsonTranscoder.of(JsonMapper.builder().build());

        @Override
        public byte[] encodeFields(Fields fields) {
            return any.encodeFields(fields);
        }
    }

    private static final class Quoting extends AlmostJson {
        @Override
        public Fields toFields(byte[] bytes) {
            try {
                return super.toFields(bytes);
            } catch (TranscodingException e) {
                throw new TranscodingException(new String(bytes, ISO_8859_1), null);
            }
        }
    }

    private static final class TakingNull extends AlmostJson {
        @Override
        @SuppressWarnings("NullAway")
        public Fields toFields(byte @Nullable [] bytes) {
            return bytes == null ? Fields.empty() : super.toFields(bytes);
        }
    }
}
