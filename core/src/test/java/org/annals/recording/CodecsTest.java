package org.annals.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventTag;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

final class CodecsTest {
    @Test
    void tagsAndMetadataComeBackAsTheyWere() {
        List<EventTag> tags =
                List.of(
                        EventTag.of("b", "2"),
                        EventTag.of("a", ""),
                        EventTag.of("ß", "\ud83d\ude00:\n"));
        Map<String, String> metadata = Map.of("z", "", "a", "\ud83d\ude00", "", "empty key");

        assertThat(TextCodec.decodeTags(TextCodec.encodeTags(tags))).isEqualTo(tags);
        assertThat(TextCodec.decodeMetadata(TextCodec.encodeMetadata(metadata)))
                .isEqualTo(metadata);
        assertThat(TextCodec.encodeTags(List.of())).isEmpty();
        assertThat(TextCodec.decodeMetadata(new byte[0])).isEmpty();
    }

    @Test
    void theFormIsFixedForEver() {
        assertThat(HexFormat.of().formatHex(TextCodec.encodeMetadata(Map.of("b", "2", "a", "ß"))))
                .isEqualTo("0000000161" + "00000002c39f" + "0000000162" + "0000000132");
        assertThat(TextCodec.encodeTags(List.of(EventTag.of("k", "v"))))
                .isEqualTo("\0\0\0\3k:v".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] good = TextCodec.encodeMetadata(Map.of("key", "value"));
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatIllegalArgumentException().isThrownBy(() -> TextCodec.decodeMetadata(cut));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextCodec.decodeTags(new byte[] {127, -1, -1, -1}));
    }

    @Test
    void anApplicationsNameIsFoldedIntoAnIdentifier() {
        assertThat(LogName.of("DogSchool").identifier()).isEqualTo("dogschool");
        assertThat(LogName.of("dog-school.2 é").identifier()).isEqualTo("dog_school_2__");
        assertThat(LogName.of("2nd \"school\"; DROP").identifier())
                .isEqualTo("_2nd__school___drop");
        assertThat(LogName.of("a".repeat(48)).identifier()).hasSize(48);
    }

    @Test
    void namesThatCannotBeKeptAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> LogName.of("a".repeat(49)))
                .withMessageContaining("48");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> LogName.of(" "));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> LogName.of("DogSchool").requireSame("dogschool"))
                .withMessageContaining("'dogschool'")
                .withMessageContaining("'DogSchool'");
    }
}
