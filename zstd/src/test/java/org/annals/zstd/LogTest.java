package org.annals.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.application.Application;
import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.CorruptCompressionException;
import org.annals.compression.DeflateCompressor;
import org.annals.compression.InflationLimitException;
import org.annals.compression.UnknownDictionaryException;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.encryption.EncryptionKey;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.Notification;
import org.annals.persistence.Packing;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events that are compressed by settings, in a log that was compressed otherwise before. */
final class LogTest {
    /** An event that is its text. */
    record Said(String text) {}

    /** An application that says things. */
    private static final class Parrot extends Application {
        Parrot(Settings settings) {
            super(settings, EventTypes.of(Said.class));
        }
    }

    private static final String LONG = "Pieces of eight! ".repeat(20);

    private @TempDir Path folder;

    private Settings settings(String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("PERSISTENCE_MODULE", "sqlite");
        values.put("SQLITE_DBNAME", folder.resolve("parrot.db").toString());
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.only(values);
    }

    private static DomainEvent<Said> said(String text) {
        return DomainEvent.of(
                new Said(text), EventDetails.at(Instant.parse("2026-11-30T10:00:00Z")));
    }

    private static void say(Settings settings) {
        try (var parrot = new Parrot(settings)) {
            parrot.save(said(LONG));
        }
    }

    private static List<Integer> compressors(Parrot parrot) {
        return parrot.events().recorder().readLog(LogSelection.all()).notifications().stream()
                .map(each -> (int) each.storedEvent().data().at(1))
                .toList();
    }

    private String file(String name, CompressionDictionary dictionary) {
        Path file = folder.resolve(name);
        dictionary.write(file);
        return file.toString();
    }

    @Test
    void aLogOfEveryCompressorReadsBackInOneGo() {
        String text =
                file("text.dict", CompressionDictionary.of(LONG.substring(0, 60).getBytes(UTF_8)));
        String trained = file("trained.dict", Samples.TRAINED);
        say(settings());
        say(settings("COMPRESSOR", "zlib"));
        say(settings("COMPRESSOR", "zlib", "COMPRESSION_DICTIONARIES", text));
        say(settings("COMPRESSOR", "zstd"));
        say(settings("COMPRESSOR", "zstd", "COMPRESSION_DICTIONARIES", text));
        say(settings("COMPRESSOR", "zstd", "COMPRESSION_DICTIONARIES", trained + "," + text));
        say(settings("COMPRESSOR", "zlib", "COMPRESSION_DICTIONARIES", text + "," + trained));

        try (var parrot = new Parrot(settings("COMPRESSION_DICTIONARIES", trained + ", " + text))) {
            assertThat(compressors(parrot)).containsExactly(0, 1, 2, 3, 4, 4, 2);
            List<Object> texts = new ArrayList<>();
            parrot.events()
                    .read(LogSelection.all())
                    .forEach(each -> texts.add(each.domainEvent().event()));
            assertThat(texts).hasSize(7).containsOnly(new Said(LONG));
        }
        try (var parrot = new Parrot(settings("COMPRESSION_DICTIONARIES", text))) {
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> parrot.events().read(LogSelection.all()).toList())
                    .withMessageContaining("position 6")
                    .withCauseInstanceOf(UnknownDictionaryException.class);
        }
    }

    @Test
    void whatIsEncryptedIsCompressedBefore() {
        Settings settings =
                settings("COMPRESSOR", "zstd", "CIPHER_KEY", EncryptionKey.generate().toText());
        say(settings);

        try (var parrot = new Parrot(settings)) {
            assertThat(parrot.events().read(LogSelection.all()))
                    .<Object>extracting(each -> each.domainEvent().event())
                    .containsExactly(new Said(LONG));
            assertThat(
                            parrot.events()
                                    .recorder()
                                    .readLog(LogSelection.all())
                                    .notifications()
                                    .getFirst()
                                    .storedEvent()
                                    .data()
                                    .length())
                    .isLessThan(LONG.length() / 2);
        }
    }

    @Test
    void aCompressorThatIsHandedOverGoesBeforeTheSettings() {
        Compressor given = new ZstdCompressor().withDictionaries(Samples.TRAINED);
        try (var parrot =
                new Parrot(settings("COMPRESSOR", "zlib").using(Compressor.class, given))) {
            parrot.save(said(LONG));
            assertThat(compressors(parrot)).containsExactly(4);
        }
    }

    @Test
    void aNameThatIsNotOnThePathIsToldTheOthers() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Parrot(settings("COMPRESSOR", "lzma")))
                .withMessageContaining("zlib, zstd");
    }

    @Test
    void whatIsDamagedOrTooMuchIsAnUnreadableEvent() {
        Mapper mapper = mapper(Packing.plain().compressing(new ZstdCompressor()));
        StoredEvent stored = mapper.toStored(said(LONG));
        byte[] data = stored.data().toArray();

        assertUnreadable(
                mapper,
                stored,
                Arrays.copyOf(data, data.length - 1),
                CorruptCompressionException.class);
        assertUnreadable(
                mapper(Packing.plain().reading(new ZstdCompressor()).inflatingTo(100)),
                stored,
                data,
                InflationLimitException.class);
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(
                        () ->
                                mapper(Packing.plain().compressing(DeflateCompressor.plain()))
                                        .toDomain(stored))
                .withMessageContaining("compressor is 3");
    }

    private static Mapper mapper(Packing packing) {
        return new Mapper(EventTypes.of(Said.class), new JsonTranscoder()).with(packing);
    }

    private static void assertUnreadable(
            Mapper mapper, StoredEvent stored, byte[] data, Class<? extends Exception> cause) {
        var changed =
                new StoredEvent(
                        stored.id(),
                        stored.origin(),
                        stored.type(),
                        stored.typeVersion(),
                        stored.tags(),
                        stored.timestamp(),
                        stored.metadata(),
                        Bytes.copyOf(data));
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper.toDomain(new Notification(7, changed)))
                .withMessageContaining("position 7")
                .withCauseInstanceOf(cause);
    }
}
