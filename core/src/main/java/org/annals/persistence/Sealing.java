package org.annals.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.domain.Erasables;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The personal data of the classes of one registry, and how it is kept. Immutable. */
final class Sealing {
    private static final byte[] NAME = SealedField.SEALED.getBytes(US_ASCII);

    private final Map<Class<?>, PersonalForm> forms;
    private final Transcoder transcoder;
    private final boolean showsNames;
    private final @Nullable PersonalData data;

    private Sealing(
            Map<Class<?>, PersonalForm> forms, Transcoder transcoder, @Nullable PersonalData data) {
        this.forms = forms;
        this.transcoder = transcoder;
        this.showsNames = transcoder instanceof TreeTranscoder tree && showsNames(tree);
        this.data = data;
    }

    /** Returns whether the names that sealed data has can be found in what a transcoder makes. */
    private static boolean showsNames(TreeTranscoder transcoder) {
        Fields sealed = SealedField.of("s", new byte[0]);
        return hasName(transcoder.encodeFields(Fields.empty().put("f", sealed)));
    }

    private static boolean hasName(byte[] encoded) {
        int last = encoded.length - NAME.length;
        for (int at = 0; at <= last; at++) {
            if (encoded[at] == NAME[0]
                    && Arrays.equals(encoded, at, at + NAME.length, NAME, 0, NAME.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws ConfigurationException if annotations say what cannot be, or the transcoder cannot
     *     take apart what it makes, and there is personal data
     */
    static Sealing of(EventTypes types, Transcoder transcoder) {
        Map<Class<?>, PersonalForm> forms = new LinkedHashMap<>();
        for (Class<?> each : types.eventClasses()) {
            PersonalForm.of(each).ifPresent(form -> forms.put(each, form));
        }
        if (!forms.isEmpty() && !(transcoder instanceof TreeTranscoder)) {
            throw new ConfigurationException(
                    "%s has personal data, and %s is no TreeTranscoder. Use one that is."
                            .formatted(
                                    forms.keySet().iterator().next().getName(),
                                    transcoder.getClass().getName()));
        }
        return new Sealing(Map.copyOf(forms), transcoder, null);
    }

    Sealing with(PersonalData personal) {
        return new Sealing(forms, transcoder, personal);
    }

    @Nullable PersonalData data() {
        return data;
    }

    /** Returns whether objects of a class have personal data. */
    boolean concerns(Class<?> type) {
        return forms.containsKey(type);
    }

    /**
     * @throws ConfigurationException if there is personal data, and it is not said how it is kept
     */
    void requireKeys() {
        if (data == null && !forms.isEmpty()) {
            throw new ConfigurationException(
                    "%s has personal data, and there are no keys for its subjects. Set SUBJECT_KEYS_FOLDER, or hand keys over with settings.using(SubjectKeys.class, …)."
                            .formatted(forms.keySet().iterator().next().getName()));
        }
    }

    /**
     * @throws IllegalArgumentException if objects of a class have personal data and do not name
     *     whose it is
     */
    void requireSubject(Class<?> type) {
        PersonalForm form = forms.get(type);
        if (form != null && form.subject() == null) {
            throw new IllegalArgumentException(
                    "%s has personal data of nobody: it is the state of no aggregate. Mark the component that names the data subject with @Subject."
                            .formatted(type.getName()));
        }
    }

    /**
     * Returns what the transcoder makes of a state, with what is personal sealed: what was read of
     * another subject stays that subject's.
     *
     * @param owner the subject where none is named, or null
     * @throws IllegalArgumentException as {@link #encode} does
     */
    byte[] encodeState(Object state, @Nullable String owner, ClearFacts facts, Packing packing) {
        Map<String, String> subjects =
                concerns(state.getClass()) ? Erasables.subjectsOf(state) : Map.of();
        return encode(state, subjects, owner, facts, packing);
    }

    /**
     * Returns what the transcoder makes of an event, with what is personal sealed.
     *
     * @param owner the subject where none is named, or null
     * @throws IllegalArgumentException if nobody is the subject, or something in the clear would be
     *     taken for sealed when it is read
     */
    byte[] encode(Object event, @Nullable String owner, ClearFacts facts, Packing packing) {
        return encode(event, Map.of(), owner, facts, packing);
    }

    private byte[] encode(
            Object object,
            Map<String, String> subjects,
            @Nullable String owner,
            ClearFacts facts,
            Packing packing) {
        byte[] encoded = transcoder.encode(object);
        PersonalForm form = forms.get(object.getClass());
        if (!(transcoder instanceof TreeTranscoder tree)) {
            return encoded;
        }
        if (form == null) {
            requireNothingLikeSealed(encoded, object.getClass(), tree);
            return encoded;
        }
        requireKeys();
        Fields fields = tree.toFields(encoded);
        SealedField.requireNone(fields, form.components(), object.getClass());
        PersonalData kept = data;
        return kept == null
                ? encoded
                : kept.sealed(fields, form, subjects, owner, facts, packing.logId(), tree);
    }

    // A later release may have an upcaster for it, and those are given what was sealed opened.
    private void requireNothingLikeSealed(byte[] encoded, Class<?> type, TreeTranscoder tree) {
        if (!showsNames || hasName(encoded)) {
            Fields fields;
            try {
                fields = tree.toFields(encoded);
            } catch (TranscodingException e) {
                // It has no names, and so none of these.
                return;
            }
            SealedField.requireNone(fields, List.of(), type);
        }
    }

    /**
     * Returns what the transcoder had made.
     *
     * @param type what it is, or null if it is of an earlier version
     */
    Opened open(byte[] encoded, @Nullable Class<?> type, ClearFacts facts, Packing packing) {
        boolean mayBeSealed = type == null || concerns(type);
        PersonalData kept = data;
        return mayBeSealed && kept != null && transcoder instanceof TreeTranscoder tree
                ? kept.opened(encoded, facts, packing.logId(), tree)
                : Opened.plain(encoded);
    }
}
