package org.annals.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.encryption.SubjectCipher;
import org.annals.encryption.SubjectErasedException;
import org.annals.encryption.SubjectKeyNotFoundException;
import org.annals.encryption.SubjectKeys;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How a mapper keeps the {@linkplain org.annals.domain.Personal personal} components of events and
 * states: each encrypted under the key of its subject, whatever else is done to the whole.
 *
 * <p>What the transcoder made of the component is replaced by an object of two texts, {@code
 * $subject}, the subject's id, and {@code $sealed}, the base64 of the form that {@link
 * org.annals.encryption} describes, of an object with the value as {@code v}. Its associated data
 * is that of {@link StoredForm}, with kind 3 in an event and 4 in a snapshot, compressor 0 and
 * cipher 1, and the subject's id after it. An erased component is null. What an event or state has
 * in the clear must not look so, or is refused. Immutable; may be shared between threads.
 */
public final class PersonalData {
    private static final String VALUE = "v";
    private static final int AES_GCM = 1;

    private final SubjectCipher cipher;
    private final boolean missingIsErased;

    private PersonalData(SubjectCipher cipher, boolean missingIsErased) {
        this.cipher = cipher;
        this.missingIsErased = missingIsErased;
    }

    /** Returns the way with these keys, by which data whose key is missing cannot be read. */
    public static PersonalData with(SubjectKeys keys) {
        return new PersonalData(new SubjectCipher(keys), false);
    }

    /** Returns the way by which data whose key is missing reads as erased. */
    public PersonalData readingMissingAsErased() {
        return new PersonalData(cipher, true);
    }

    /**
     * Returns what a transcoder made, taken apart, with personal components sealed.
     *
     * @param subjects those of components that are known to be somebody's, by name
     * @param owner the subject where none is named, or null
     * @throws IllegalArgumentException if nobody is the subject, or something else looks sealed
     * @throws SubjectErasedException if the subject was erased
     */
    byte[] sealed(
            Fields fields,
            PersonalForm form,
            Map<String, String> subjects,
            @Nullable String owner,
            ClearFacts facts,
            UUID logId,
            TreeTranscoder transcoder) {
        for (String component : form.components()) {
            if (!fields.has(component)) {
                throw new TranscodingException(
                        "the personal component '%s' is not encoded under its name"
                                .formatted(component),
                        null);
            }
            Object value = fields.get(component);
            if (value != null) {
                String known = subjects.get(component);
                String subject = known == null ? subject(form, fields, owner) : known;
                byte[] plain = transcoder.encodeFields(Fields.empty().put(VALUE, value));
                byte[] secret = cipher.encrypt(subject, plain, associated(facts, subject, logId));
                fields.put(component, SealedField.of(subject, secret));
            }
        }
        return transcoder.encodeFields(fields);
    }

    private static String subject(PersonalForm form, Fields fields, @Nullable String owner) {
        String named = form.subject();
        String subject = named == null ? owner : fields.text(named);
        if (subject == null) {
            throw new IllegalArgumentException(
                    "Personal data of nobody cannot be kept: the event belongs to no aggregate and names no @Subject. Mark the component that names the data subject.");
        }
        return subject;
    }

    private static byte[] associated(ClearFacts facts, String subject, UUID logId) {
        return new ClearFacts.OfPersonal(facts, subject).bytes(logId, StoredForm.NONE, AES_GCM);
    }

    /** Returns what a transcoder made, with what was sealed as it was, or null if it was erased. */
    Opened opened(byte[] encoded, ClearFacts facts, UUID logId, TreeTranscoder transcoder) {
        Fields fields = transcoder.toFields(encoded);
        boolean changed = false;
        Map<String, String> subjects = new HashMap<>();
        for (String name : new ArrayList<>(fields.names())) {
            if (fields.get(name) instanceof Fields value && SealedField.resembles(value)) {
                Object opened = value(value, facts, logId, transcoder);
                if (opened != null) {
                    subjects.put(name, value.text(SealedField.SUBJECT));
                }
                fields.put(name, opened);
                changed = true;
            }
        }
        return changed
                ? Opened.of(transcoder.encodeFields(fields), subjects)
                : Opened.plain(encoded);
    }

    private @Nullable Object value(
            Fields sealed, ClearFacts facts, UUID logId, TreeTranscoder transcoder) {
        String subject = sealed.text(SealedField.SUBJECT);
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(sealed.text(SealedField.SEALED).getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new TranscodingException("sealed personal data is not base64", null);
        }
        try {
            byte[] plain = cipher.decrypt(subject, secret, associated(facts, subject, logId));
            return transcoder.toFields(plain).get(VALUE);
        } catch (SubjectErasedException e) {
            return null;
        } catch (SubjectKeyNotFoundException e) {
            if (missingIsErased) {
                return null;
            }
            throw e;
        }
    }

    /** Returns where the keys are. */
    @Override
    public String toString() {
        return "PersonalData[" + cipher + "]";
    }
}
