package org.annals.testkit.transcoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.encryption.SubjectKeys;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Fields;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.TreeTranscoder;
import org.annals.persistence.Upcast;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.testkit.transcoding.Shapes.Box;
import org.annals.testkit.transcoding.Shapes.Member;
import org.annals.testkit.transcoding.Shapes.NewBox;
import org.annals.testkit.transcoding.Shapes.OfReal;
import org.annals.testkit.transcoding.Shapes.OfText;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What taking encoded objects apart means, and putting them together: for upcasters, and for
 * personal data, which is sealed within what was encoded. Such a transcoder encodes records of text
 * and numbers at least, in lists and maps too, under the names of their components.
 */
public abstract class TreeTranscoderContract extends TranscodingContract {
    private static final Member MEMBER =
            new Member(
                    "m-1",
                    Erasable.of(Samples.CANARY),
                    Erasable.of(List.of(new Box(Samples.CANARY, 1))),
                    Map.of("k", "v"));

    /** For tenants. */
    protected TreeTranscoderContract() {}

    @Override
    protected abstract TreeTranscoder transcoder();

    private static Fields sampleFields() {
        return Fields.empty()
                .put("z", null)
                .put("text", "Zoë \"狗\" 🐕\n")
                .put("", "no name")
                .put("yes", true)
                .put("no", false)
                .put("whole", new BigInteger("-18446744073709551617"))
                .put("exact", new BigDecimal("1.10"))
                .put("large", new BigDecimal("1E+30"))
                .put(
                        "list",
                        new ArrayList<>(Arrays.asList(1, "1", null, List.of(), Map.of("a", 1))))
                .put("empty", Fields.empty())
                .put("a", Fields.empty().put("b", Fields.empty().put("c", "deep")));
    }

    private void assertRead(Fields expected, byte[] encoded) {
        Fields read = transcoder().toFields(encoded);
        assertEquals(expected, read);
        assertEquals(List.copyOf(expected.names()), List.copyOf(read.names()));
    }

    private void assertKeepsFields() {
        assertRead(sampleFields(), transcoder().encodeFields(sampleFields()));
    }

    @Test
    void everyValueOfFieldsIsKeptInItsPlace() {
        assertKeepsFields();
        assertRead(Fields.empty(), transcoder().encodeFields(Fields.empty()));
    }

    @Test
    void fieldsAreTheComponentsOfTheRecordByTheirNames() {
        Fields fields = transcoder().toFields(encoder().encode(new Box("in", 7)));
        assertEquals(List.of("first", "second"), List.copyOf(fields.names()));
        assertEquals("in", fields.text("first"));
        assertEquals(BigInteger.valueOf(7), fields.integer("second"));
    }

    @Test
    void whatIsTakenApartIsPutTogetherAsItWas() {
        for (Object value : kept()) {
            if (value.equals(new OfReal(-0.0))) {
                // Fields have decimal numbers, none of which is a negative zero.
                continue;
            }
            var transcoder = transcoder();
            Fields fields = transcoder.toFields(transcoder.encode(value));
            assertKept(transcoder.encodeFields(fields), value);
        }
    }

    @Test
    void whatWasPutTogetherOtherwiseIsReadSo() {
        Fields fields = transcoder().toFields(encoder().encode(new Box("in", 7)));
        fields.put("first", "out").put("second", 8);
        assertKept(transcoder().encodeFields(fields), new Box("out", 8));
    }

    @Test
    void aFieldThatIsMissingOrUnknownIsRefused() {
        Fields fields = transcoder().toFields(encoder().encode(new Box("in", 7)));
        assertKept(transcoder().encodeFields(fields), new Box("in", 7));
        for (Fields wrong :
                List.of(
                        fields.copy().remove("second"),
                        fields.copy().put("third", 1),
                        fields.copy().rename("first", "First"),
                        fields.copy().put("first", 1),
                        fields.copy().put("second", "7"))) {
            byte[] encoded = transcoder().encodeFields(wrong);
            assertThrows(TranscodingException.class, () -> decoder().decode(encoded, Box.class));
        }
    }

    @Test
    void partsOfFieldsAndMoreThanOneAreRefused() {
        assertKeepsFields();
        byte[] whole = transcoder().encodeFields(sampleFields());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(TranscodingException.class, () -> transcoder().toFields(cut));
        }
        byte[] twice = Arrays.copyOf(whole, whole.length * 2);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        assertThrows(TranscodingException.class, () -> transcoder().toFields(twice));
    }

    @Test
    void theBytesOfFieldsAreTheCallersToKeep() {
        var transcoder = transcoder();
        byte[] first = transcoder.encodeFields(sampleFields());
        byte[] before = first.clone();
        byte[] second = transcoder.encodeFields(sampleFields().put("text", "another"));
        assertArrayEquals(before, first);
        Arrays.fill(second, (byte) 0x7f);
        assertRead(sampleFields(), transcoder.encodeFields(sampleFields()));
        transcoder.toFields(first).put("text", "another");
        assertRead(sampleFields(), first);
    }

    @Test
    void fieldsThatCouldNotBeReadAgainAreNotWritten() {
        assertKeepsFields();
        Fields deep = Fields.empty();
        for (int i = 0; i < 500; i++) {
            deep = Fields.empty().put("in", deep);
        }
        for (Fields each :
                List.of(
                        deep,
                        Fields.empty().put("n", BigInteger.TEN.pow(5_000)),
                        Fields.empty().put("n", new BigDecimal(BigInteger.TEN.pow(5_000), 2)),
                        Fields.empty().put("t", "\ud800"),
                        Fields.empty().put("n".repeat(100_000), 1))) {
            byte[] encoded;
            try {
                encoded = transcoder().encodeFields(each);
            } catch (TranscodingException e) {
                continue;
            }
            assertRead(each, encoded);
        }
    }

    @Test
    void noMessageOfFieldsHasContent() {
        assertKeepsFields();
        byte[] whole = transcoder().encodeFields(Fields.empty().put("t", Samples.CANARY));
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x15;
            assertTellsNothing(changed);
            assertTellsNothing(Arrays.copyOf(whole, i));
        }
    }

    private void assertTellsNothing(byte[] bytes) {
        try {
            transcoder().toFields(bytes);
        } catch (TranscodingException e) {
            for (Throwable told = e; told != null; told = told.getCause()) {
                String text = told.toString();
                assertFalse(text.contains("Quillf") || text.contains("Zaphod"), text);
            }
        }
    }

    @Test
    void upcastersChangeFields() {
        var mapper =
                mapper(
                        EventTypes.named(NewBox.class, "box", 3)
                                .and(
                                        Upcasters.of(
                                                Upcaster.of(
                                                        "box",
                                                        1,
                                                        box -> box.rename("first", "label")),
                                                Upcaster.splitting(
                                                        "box",
                                                        2,
                                                        Upcast.into(
                                                                "box",
                                                                3,
                                                                box -> box.put("colour", "red")),
                                                        Upcast.into(
                                                                "box",
                                                                3,
                                                                box -> box.put("colour", null))))));
        StoredEvent stored =
                mapper(EventTypes.named(Box.class, "box", 1)).toStored(event(new Box("in", 7)));
        assertEquals(
                List.of(new NewBox("in", 7, "red"), new NewBox("in", 7, null)),
                events(mapper, stored));
    }

    private Mapper mapper(EventTypes types) {
        return new Mapper(types, transcoder());
    }

    private static DomainEvent<?> event(Object value) {
        return DomainEvent.of(value, new Origin("a-1", 1), EventDetails.none());
    }

    private static List<Object> events(Mapper mapper, StoredEvent stored) {
        return mapper.toDomain(stored).stream().<Object>map(DomainEvent::event).toList();
    }

    @Test
    void anErasedComponentIsNull() {
        var transcoder = transcoder();
        byte[] encoded = transcoder.encode(MEMBER);
        assertKept(encoded, MEMBER);
        Fields fields = transcoder.toFields(encoded);
        assertEquals(Samples.CANARY, fields.text("name"));
        byte[] erased = transcoder.encodeFields(fields.put("name", null).put("boxes", null));
        assertKept(erased, erased(MEMBER));
        Fields read = transcoder.toFields(transcoder.encode(erased(MEMBER)));
        assertTrue(read.has("name"));
        assertNull(read.get("name"));
        byte[] missing = transcoder.encodeFields(fields.copy().remove("name"));
        assertThrows(TranscodingException.class, () -> transcoder.decode(missing, Member.class));
    }

    private static Member erased(Member member) {
        return new Member(member.id(), Erasable.erased(), Erasable.erased(), member.labels());
    }

    @Test
    void personalDataIsSealedAndErased() {
        var keys = SubjectKeys.inMemory();
        var mapper = personal(keys);
        StoredEvent stored = mapper.toStored(event(MEMBER));
        String text = new String(stored.data().toArray(), ISO_8859_1);
        assertFalse(text.contains(Samples.CANARY), "personal data can be read");
        Member read = (Member) events(mapper, stored).getFirst();
        assertEquals(MEMBER, read);
        assertEquals(Optional.of("m-1"), read.name().findSubject());
        keys.erase("m-1");
        assertEquals(List.of(erased(MEMBER)), events(mapper, stored));
    }

    private Mapper personal(SubjectKeys keys) {
        return mapper(EventTypes.of(Member.class))
                .with(PersonalData.with(keys))
                .ofLog(new UUID(1, 1));
    }

    @Test
    void whatLooksSealedIsRefusedOrKept() {
        var mapper = personal(SubjectKeys.inMemory());
        assertEquals(List.of(MEMBER), events(mapper, mapper.toStored(event(MEMBER))));
        var like =
                new Member(
                        "m-1",
                        MEMBER.name(),
                        MEMBER.boxes(),
                        Map.of("$subject", "m-1", "$sealed", "AAAA"));
        StoredEvent stored;
        try {
            stored = mapper.toStored(event(like));
        } catch (IllegalArgumentException e) {
            return;
        }
        assertEquals(List.of(like), events(mapper, stored));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullInPlaceOfFieldsIsRefusedAtTheDoor() {
        assertKeepsFields();
        assertThrows(NullPointerException.class, () -> transcoder().toFields(null));
        assertThrows(NullPointerException.class, () -> transcoder().encodeFields(null));
        byte[] text = encoder().encode(new OfText("x"));
        assertEquals("x", transcoder().toFields(text).text("value"));
    }
}
