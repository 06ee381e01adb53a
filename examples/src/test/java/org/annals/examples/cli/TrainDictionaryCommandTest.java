package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.compression.CompressionDictionary;
import org.annals.encryption.EncryptionKey;
import org.annals.examples.dogschool.DogSchool;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

final class TrainDictionaryCommandTest {
    private static final String TRICK = "rolls over as soon as somebody is looking at it";

    private @TempDir Path folder;

    private Run train(String... more) {
        return train(Settings.only(Map.of()), more);
    }

    private Run train(Settings settings, String... more) {
        String[] args = new String[more.length + 6];
        String[] first = {"train-dictionary", "--log", "DogSchool", "--sqlite", "school.db"};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        args[args.length - 1] = "school.dict";
        return Run.with(settings, folder, args);
    }

    private void record(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("PERSISTENCE_MODULE", "sqlite");
        settings.put("SQLITE_DBNAME", folder.resolve("school.db").toString());
        try (var school = new DogSchool(Settings.only(settings))) {
            for (int number = 0; number < 50; number++) {
                school.addTrick(school.registerDog("Dog number " + number), TRICK);
            }
        }
    }

    private String dictionary() {
        return new String(
                CompressionDictionary.read(folder.resolve("school.dict")).toArray(),
                StandardCharsets.ISO_8859_1);
    }

    private static double percentage(Run run, String before, String after) {
        String said =
                run.out()
                        .lines()
                        .filter(line -> line.startsWith("Held out"))
                        .findFirst()
                        .orElseThrow();
        return Double.parseDouble(
                said.replaceFirst(".*" + before, "").replaceFirst(after + ".*", ""));
    }

    @Test
    void aDictionaryMakesWhatWasHeldOutSmaller() throws Exception {
        record(Map.of());

        Run run = train();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Log +SqliteRecorder.*DogSchool")
                .containsPattern("Sample +80 events, and 20 held out, of 100 events")
                .containsPattern("Types +Dog.Registered \\(50\\), Dog.TrickAdded \\(50\\)");
        assertThat(dictionary()).contains(TRICK.substring(0, 30));
        assertThat(percentage(run, "Held out +", " % smaller with it"))
                .as("less %s", run.out())
                .isGreaterThan(percentage(run, "with it, ", " % without") + 20);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("school.dict"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("school.dict").toFile().length()).isLessThanOrEqualTo(2_048);
    }

    @Test
    void whatIsCompressedIsReadWithTheDictionaryThatItNeeds() throws Exception {
        record(Map.of());
        train();
        Path first = folder.resolve("first.dict");
        Files.move(folder.resolve("school.dict"), first);
        record(Map.of("COMPRESSOR", "zlib", "COMPRESSION_DICTIONARIES", first.toString()));

        Run lacking = train();
        assertThat(lacking.exitCode()).isEqualTo(1);
        assertThat(lacking.err()).contains("compressed by compressor 2", "--dictionary");
        assertThat(folder.resolve("school.dict")).doesNotExist();

        Run run = train("--dictionary", "first.dict");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("Sample +160 events, and 40 held out");
        assertThat(dictionary()).contains(TRICK.substring(0, 30));
    }

    @Test
    void aTypeThatIsLeftOutIsNotInTheDictionary() {
        record(Map.of());

        Run run = train("--without", "Dog.TrickAdded");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Dog.Registered (50)").doesNotContain("TrickAdded");
        assertThat(dictionary()).doesNotContain("rolls", "looking");
    }

    @Test
    void zstdTrainsItsOwnAndReadsWhatItCompressed() throws Exception {
        record(Map.of());

        Run run = train("--compressor", "zstd");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(percentage(run, "Held out +", " % smaller with it"))
                .as("less %s", run.out())
                .isGreaterThan(percentage(run, "with it, ", " % without") + 20);
        assertThat(CompressionDictionary.read(folder.resolve("school.dict")).toArray())
                .startsWith(0x37, 0xA4, 0x30, 0xEC);

        Path first = folder.resolve("first.dict");
        Files.move(folder.resolve("school.dict"), first);
        record(Map.of("COMPRESSOR", "zstd", "COMPRESSION_DICTIONARIES", first.toString()));
        assertThat(train().err()).contains("compressed by compressor 4", "--dictionary");
        assertThat(train("--dictionary", "first.dict").out()).containsPattern("160 events, and 40");
    }

    @Test
    void aCompressorThatIsNotKnownIsToldTheOthers() {
        assertThat(train("--compressor", "lzma").err()).containsIgnoringCase("zlib, zstd");
    }

    @Test
    void whatIsEncryptedIsRefused() {
        record(Map.of("CIPHER_KEY", EncryptionKey.generate().toText()));

        Run run = train();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsPattern(
                        "The event at position 1, a Dog\\..*is encrypted.*CIPHER_KEY_FILE");
        assertThat(folder.resolve("school.dict")).doesNotExist();
    }

    @Test
    void whatIsEncryptedIsReadWithTheKeysOfTheApplication() throws Exception {
        String key = EncryptionKey.generate().toText();
        record(Map.of("CIPHER_KEY", key));
        Settings keys = Settings.only(Map.of("CIPHER_KEY", key));
        train(keys);
        Path first = folder.resolve("first.dict");
        Files.move(folder.resolve("school.dict"), first);
        String next = EncryptionKey.generate().toText();
        record(
                Map.of(
                        "CIPHER_KEY",
                        next,
                        "COMPRESSOR",
                        "zlib",
                        "COMPRESSION_DICTIONARIES",
                        first.toString()));

        Settings rotated =
                Settings.only(Map.of("DOGSCHOOL_CIPHER_KEY", next, "CIPHER_OLD_KEYS", key));
        Run run = train(rotated, "--dictionary", "first.dict");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Sample +160 events, and 40 held out")
                .containsPattern("Secrets +the file has pieces of what is encrypted")
                .doesNotContain(key, next);
        assertThat(dictionary()).contains(TRICK.substring(0, 30));
    }

    @Test
    void aWrongKeyTrainsNothing() {
        record(Map.of("CIPHER_KEY", EncryptionKey.generate().toText()));
        String other = EncryptionKey.generate().toText();

        Run run = train(Settings.only(Map.of("CIPHER_KEY", other)));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("position 1").doesNotContain(other);
        assertThat(folder.resolve("school.dict")).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws Exception {
        record(Map.of());
        Files.writeString(folder.resolve("school.dict"), "needed");

        Run run = train();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("school.dict' is there already, and is not replaced");
        assertThat(folder.resolve("school.dict")).hasContent("needed");
    }

    @Test
    void aLogOfTooFewEventsTrainsNothing() {
        record(Map.of());

        Run run = train("--without", "Dog.TrickAdded,Dog.Registered");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("annals: ");
        assertThat(folder.resolve("school.dict")).doesNotExist();
    }
}
