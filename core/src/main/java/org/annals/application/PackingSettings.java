package org.annals.application;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.DeflateCompressor;
import org.annals.compression.DictionaryCompressor;
import org.annals.encryption.AesGcmCipher;
import org.annals.encryption.Cipher;
import org.annals.encryption.KeyFile;
import org.annals.encryption.KeyProvider;
import org.annals.persistence.CipherModule;
import org.annals.persistence.Packing;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How events are compressed and encrypted, as settings say. For one application that opens. */
final class PackingSettings {
    private static final String CIPHER = "CIPHER";
    private static final String CIPHER_KEY = "CIPHER_KEY";
    private static final String CIPHER_KEY_FILE = "CIPHER_KEY_FILE";
    private static final String CIPHER_OLD_KEYS = "CIPHER_OLD_KEYS";
    private static final String CIPHER_REQUIRED = "CIPHER_REQUIRED";
    private static final String COMPRESSION_DICTIONARIES = "COMPRESSION_DICTIONARIES";
    private static final String COMPRESSOR = "COMPRESSOR";
    private static final String INFLATE_MAX_BYTES = "INFLATE_MAX_BYTES";
    private static final int MOST_BYTES = 1 << 30;

    private final NamedSettings settings;
    private final NoticeListener listener;

    private PackingSettings(NamedSettings settings, NoticeListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * @param compressors those on the path
     * @param ciphers those on the path
     * @param largest how many bytes an event may have, to which it can be inflated in any case
     * @throws ConfigurationException if a setting is wrong, or asks for secrecy without a key
     */
    static Packing packing(
            NamedSettings settings,
            NoticeListener listener,
            List<Compressor> compressors,
            List<CipherModule> ciphers,
            int largest) {
        return new PackingSettings(settings, listener).packing(compressors, ciphers, largest);
    }

    private Packing packing(List<Compressor> onThePath, List<CipherModule> ciphers, int largest) {
        Packing packing =
                Packing.plain()
                        .inflatingTo(
                                Math.max(
                                        largest,
                                        settings.number(
                                                INFLATE_MAX_BYTES,
                                                Packing.INFLATED_BYTES,
                                                1,
                                                MOST_BYTES)));
        List<Compressor> known = known(onThePath);
        for (Compressor each : known) {
            packing = packing.reading(each);
        }
        Optional<Compressor> compressor = compressor(known);
        if (compressor.isPresent()) {
            packing = packing.compressing(compressor.get());
        }
        Optional<Cipher> cipher = cipher(ciphers);
        if (cipher.isPresent()) {
            packing = packing.encrypting(cipher.get());
        }
        boolean required = settings.flag(CIPHER_REQUIRED, false);
        if (required && cipher.isEmpty()) {
            throw new ConfigurationException(
                    "%s of %s refuses what is not encrypted, and there is no key. Set %s or %s."
                            .formatted(
                                    CIPHER_REQUIRED,
                                    settings.applicationName(),
                                    CIPHER_KEY,
                                    CIPHER_KEY_FILE));
        }
        return required ? packing.encryptedOnly() : packing;
    }

    /** Returns what can be read, what is to be preferred among those of one name at the end. */
    private List<Compressor> known(List<Compressor> onThePath) {
        List<Compressor> known = new ArrayList<>();
        known.add(DeflateCompressor.plain());
        known.addAll(onThePath);
        List<CompressionDictionary> dictionaries =
                texts(COMPRESSION_DICTIONARIES)
                        .map(
                                file ->
                                        CompressionDictionary.read(
                                                path(COMPRESSION_DICTIONARIES, file)))
                        .toList();
        if (!dictionaries.isEmpty()) {
            List.copyOf(known).stream()
                    .flatMap(each -> withDictionaries(each, dictionaries).stream())
                    .forEach(known::add);
        }
        return known;
    }

    private static Optional<Compressor> withDictionaries(
            Compressor compressor, List<CompressionDictionary> dictionaries) {
        return compressor instanceof DictionaryCompressor taking
                ? Optional.of(
                        taking.withDictionaries(
                                dictionaries.getFirst(),
                                dictionaries.stream()
                                        .skip(1)
                                        .toArray(CompressionDictionary[]::new)))
                : Optional.empty();
    }

    private Optional<Compressor> compressor(List<Compressor> known) {
        Optional<Compressor> given = settings.component(Compressor.class);
        Optional<String> name = settings.find(COMPRESSOR);
        if (given.isPresent() || name.isEmpty()) {
            return given;
        }
        return Optional.of(
                known.stream()
                        .filter(each -> each.name().equals(name.get()))
                        .reduce((one, later) -> later)
                        .orElseThrow(
                                () ->
                                        settings.wrong(
                                                COMPRESSOR,
                                                name.get(),
                                                "the name of a compressor on the path: "
                                                        + String.join(", ", names(known)))));
    }

    private static List<String> names(List<Compressor> compressors) {
        return compressors.stream().map(Compressor::name).distinct().sorted().toList();
    }

    private Optional<Cipher> cipher(List<CipherModule> modules) {
        Optional<Cipher> given = settings.component(Cipher.class);
        if (given.isPresent()) {
            return given;
        }
        Optional<String> name = settings.find(CIPHER);
        for (CipherModule each : modules) {
            if (name.isPresent() && each.name().equalsIgnoreCase(name.get().strip())) {
                return Optional.of(each.open(settings, this::wearing, this::unusable));
            }
        }
        Optional<KeyProvider> keys = keys();
        if (keys.isEmpty()) {
            if (name.isPresent()) {
                throw new ConfigurationException(
                        "%s of %s needs a key. Set %s or %s, or remove it."
                                .formatted(
                                        CIPHER,
                                        settings.applicationName(),
                                        CIPHER_KEY,
                                        CIPHER_KEY_FILE));
            }
            return Optional.empty();
        }
        var cipher = new AesGcmCipher(keys.get(), this::wearing);
        List<String> names = new ArrayList<>(List.of(cipher.name()));
        modules.forEach(each -> names.add(each.name()));
        settings.word(CIPHER, cipher.name(), names);
        return Optional.of(cipher);
    }

    private void wearing(String keyId) {
        listener.on(new Notice.KeyWearsOut(settings.applicationName(), keyId));
    }

    private Optional<KeyProvider> keys() {
        Optional<KeyProvider> given = settings.component(KeyProvider.class);
        Optional<String> key = settings.find(CIPHER_KEY);
        Optional<String> old = settings.find(CIPHER_OLD_KEYS);
        Optional<String> file = settings.find(CIPHER_KEY_FILE);
        long ways = Stream.of(given, key, file).filter(Optional::isPresent).count();
        if (ways > 1 || (old.isPresent() && key.isEmpty())) {
            throw new ConfigurationException(
                    "%s has its keys in more than one place, or old keys without an active one. Give %s with %s, or %s, or a KeyProvider."
                            .formatted(
                                    settings.applicationName(),
                                    CIPHER_KEY,
                                    CIPHER_OLD_KEYS,
                                    CIPHER_KEY_FILE));
        }
        if (key.isPresent()) {
            return Optional.of(KeyProvider.from(key.get(), old.orElse("")));
        }
        return file.isPresent()
                ? Optional.of(new KeyFile(path(CIPHER_KEY_FILE, file.get()), this::unusable))
                : given;
    }

    private void unusable(ConfigurationException problem) {
        listener.on(
                new Notice.KeyFileUnusable(
                        settings.applicationName(), String.valueOf(problem.getMessage())));
    }

    private Path path(String key, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.wrong(key, text, "the path of a file");
        }
    }

    private Stream<String> texts(String key) {
        return settings.find(key).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip);
    }
}
