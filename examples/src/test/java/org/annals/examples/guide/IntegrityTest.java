package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.integrity.ChainResult;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.Difference;
import org.annals.integrity.HeadSigner;
import org.annals.integrity.HeadVerifier;
import org.annals.integrity.InclusionProof;
import org.annals.integrity.SignedHead;
import org.annals.integrity.SigningKey;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;

/** The code of docs/guide/integrity.md. */
final class IntegrityTest {
    @TempDir Path folder;

    @Test
    void aChangedEventAndACutTailShow() throws Exception {
        Path file = folder.resolve("school.db");
        // @start region="chain"
        var settings =
                Settings.only(
                        Map.of(
                                "PERSISTENCE_MODULE", "sqlite",
                                "SQLITE_DBNAME", file.toString(),
                                "HASH_CHAIN", "y"));
        try (var school = new DogSchool(settings)) {
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");

            var result = ChainVerification.of(school.events().recorder()).verify();

            assertThat(result.orThrow().head()).isEqualTo(2);
        }
        // @end
        SigningKey key = SigningKey.generate();
        String line = "";
        try (var school = new DogSchool(settings)) {
            // @start region="sign"
            var log = school.events().recorder();
            var intact = ChainVerification.of(log).verify().orThrow();

            line = new HeadSigner(key).sign(log.identity(), intact).toText();
            // @end
            // @start region="proof"
            var head = SignedHead.parse(line);
            var proof = InclusionProof.of(log, 1, head).toText();

            InclusionProof.parse(proof).verify(head, new HeadVerifier(key.verifyingKey()));
            // @end
        }
        edit(file, "DELETE FROM dogschool_events WHERE position = 2");
        try (var school = new DogSchool(settings)) {
            var log = school.events().recorder();
            assertThat(ChainVerification.of(log).verify().orThrow().head()).isEqualTo(1);
            // @start region="verify"
            var result =
                    ChainVerification.of(log)
                            .against(
                                    List.of(SignedHead.parse(line)),
                                    new HeadVerifier(key.verifyingKey()))
                            .verify();

            assertThat(result).isEqualTo(new ChainResult.Broken(2, Difference.CUT));
            // @end
        }
        edit(file, "UPDATE dogschool_events SET aggregate_id = 'other' WHERE position = 1");
        try (var school = new DogSchool(settings)) {
            assertThat(ChainVerification.of(school.events().recorder()).verify())
                    .isEqualTo(new ChainResult.Broken(1, Difference.CHANGED));
        }
    }

    private static void edit(Path file, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isOne();
        }
    }
}
