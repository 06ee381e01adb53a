package org.annals.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
    @Test
    void anAddressIsReadAndWritten() {
        var address = new ServerAddress("db.example", 6543, "us er", "p:@s/s+%", "dögs");

        assertThat(ServerAddress.parse(address.url(address.database()))).isEqualTo(address);
    }

    @Test
    void thePortMayBeLeftOut() {
        assertThat(ServerAddress.parse("postgresql://fido:bone@db.example/dogs"))
                .isEqualTo(new ServerAddress("db.example", 5432, "fido", "bone", "dogs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://fido:bone@db.example/dogs",
                "postgresql://fido@db.example/bone",
                "postgresql://fido:bone@db.example",
                "postgresql:///bone",
                "jdbc:postgresql://db.example/bone",
                "postgresql://fido:bone@s@db.example/dogs",
                "postgresql://fido:%bone@db.example/dogs",
                "bone"
            })
    void anAddressThatIsNotUnderstoodIsRefusedWithoutTheSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(url))
                .withMessageContaining("ANNALS_POSTGRES_URL")
                .withMessageNotContaining("bone");
    }

    @Test
    void aPrintedAddressHasNoPassword() {
        assertThat(ServerAddress.parse("postgresql://fido:bone@db.example/dogs"))
                .hasToString("db.example:5432");
    }
}
