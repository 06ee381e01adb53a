package org.annals.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.List;

final class EncryptionKeyTest {
    private static final String SECRET = "/v/pkoZlcxxtao+UZzCDCP7/6ZKGZXMcbWqPlGcwgwg=";

    @Test
    void aNewKeyIsAnotherOneEachTimeAndItsTextIsRead() {
        var key = EncryptionKey.generate("2026");
        var again = EncryptionKey.parse(key.toText(), "CIPHER_KEY");

        assertThat(again.id()).isEqualTo("2026");
        assertThat(again.hasSecretOf(key)).isTrue();
        assertThat(key.hasSecretOf(EncryptionKey.generate("2026"))).isFalse();
        assertThat(key.secret().getEncoded()).hasSize(32);
    }

    @Test
    void aKeyWithoutAnIdHasOneDerivedFromIt() {
        var key = EncryptionKey.parse(" " + SECRET + "\n", "CIPHER_KEY");
        var generated = EncryptionKey.generate();
        String bare = generated.toText().substring(generated.id().length() + 1);

        // Computed by another program: k and the beginning of SHA-256("org.annals encryption key
        // id\0" + key).
        assertThat(key.id()).isEqualTo("kf40e322f");
        assertThat(EncryptionKey.parse(bare, "CIPHER_KEY").id()).isEqualTo(generated.id());
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingTold() {
        for (String wrong :
                List.of(
                        "",
                        "2026:",
                        "hunter2!",
                        "2026:hunter2!",
                        ":" + SECRET,
                        "hunter 2:" + SECRET,
                        "2026:x:" + SECRET,
                        "h".repeat(65) + ":" + SECRET,
                        Base64.getEncoder().encodeToString(new byte[31]),
                        "2026:" + Base64.getEncoder().encodeToString(new byte[33]))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .as(wrong)
                    .isThrownBy(() -> EncryptionKey.parse(wrong, "CIPHER_KEY"))
                    .withMessageContaining("CIPHER_KEY")
                    .withMessageNotContaining("hunter")
                    .withMessageNotContaining("/v/p")
                    .withMessageNotContaining("AAAA")
                    .withNoCause();
        }
        for (String wrong : List.of("", "a b", "a:b", "a,b", "ä", "h".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.generate(wrong));
        }
        assertThat(EncryptionKey.generate("h".repeat(64)).id()).hasSize(64);
    }

    @Test
    void onlyItsTextShowsTheSecret() {
        var key = EncryptionKey.parse("2026:" + SECRET, "CIPHER_KEY");

        assertThat(key).hasToString("EncryptionKey[2026]");
        assertThat(KeyProvider.of(key).toString()).contains("2026").doesNotContain("/v/p");
        assertThat(key.toText()).isEqualTo("2026:" + SECRET);
    }

    @Test
    void aProviderEncryptsWithOneKeyAndDecryptsWithAll() {
        var active = EncryptionKey.generate("b");
        var old = EncryptionKey.generate("a");
        var keys = KeyProvider.of(active, old);

        assertThat(keys.active()).isSameAs(active).isSameAs(keys.get("b"));
        assertThat(keys.get("a")).isSameAs(old);
        assertThatExceptionOfType(EncryptionKeyNotFoundException.class)
                .isThrownBy(() -> keys.get("c"))
                .withMessageContaining("'c'");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyProvider.of(active, old, EncryptionKey.generate("b")))
                .withMessageContaining("'b'");
    }

    @Test
    void settingsSayTheActiveKeyAndOlderOnes() {
        String a = EncryptionKey.generate("a").toText();
        String b = EncryptionKey.generate("b").toText();

        assertThat(KeyProvider.from(SECRET, "").active().id()).isEqualTo("kf40e322f");
        var keys = KeyProvider.from(SECRET, a + ", " + b);
        assertThat(keys.get("a").toText()).isEqualTo(a);
        assertThat(keys.get("b").toText()).isEqualTo(b);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyProvider.from("hunter2", ""))
                .withMessageContaining("CIPHER_KEY")
                .withMessageNotContaining("hunter2");
        for (String wrong : List.of(a + ",", a + ",hunter2", a + "," + a)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> KeyProvider.from(SECRET, wrong))
                    .withMessageNotContaining("hunter2")
                    .withMessageNotContaining(a.substring(2));
        }
    }
}
