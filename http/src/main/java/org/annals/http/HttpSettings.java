package org.annals.http;

import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What settings say of servers and clients. */
record HttpSettings(NamedSettings settings) {
    private static final String SERVER_ADDRESS = "HTTP_SERVER_ADDRESS";
    private static final String TOKEN = "HTTP_TOKEN";
    private static final String TIMEOUT = "HTTP_TIMEOUT";
    private static final String PRIVATE_KEY = "HTTP_SSL_PRIVATE_KEY_PATH";
    private static final String CERTIFICATE = "HTTP_SSL_CERTIFICATE_PATH";
    private static final String ROOT_CERTIFICATE = "HTTP_SSL_ROOT_CERTIFICATE_PATH";

    HostAndPort address() {
        String text = settings.required(SERVER_ADDRESS);
        return HostAndPort.parse(text)
                .orElseThrow(() -> settings.wrong(SERVER_ADDRESS, text, HostAndPort.FORM));
    }

    Optional<String> token() {
        Optional<String> token = settings.find(TOKEN);
        token.filter(text -> !Token.isWellFormed(text))
                .ifPresent(
                        text -> {
                            throw settings.wrong(TOKEN, text, Token.FORM);
                        });
        return token;
    }

    Optional<Duration> timeout() {
        Optional<String> text = settings.find(TIMEOUT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Duration timeout = settings.duration(TIMEOUT, Duration.ZERO);
        if (!timeout.isPositive()) {
            throw settings.wrong(TIMEOUT, text.get(), "a duration above 0");
        }
        return Optional.of(timeout);
    }

    /** The files by which a server shows who it is. */
    record Identity(Path privateKey, Path certificate) {}

    /**
     * @throws ConfigurationException if one of them is given and the other is not
     */
    Optional<Identity> identity() {
        Optional<Path> key = path(PRIVATE_KEY);
        Optional<Path> certificate = path(CERTIFICATE);
        if (key.isPresent() != certificate.isPresent()) {
            throw new ConfigurationException(
                    "%s has only one of %s and %s. Give both or neither."
                            .formatted(settings.applicationName(), PRIVATE_KEY, CERTIFICATE));
        }
        return key.map(each -> new Identity(each, certificate.orElseThrow()));
    }

    Optional<Path> rootCertificate() {
        return path(ROOT_CERTIFICATE);
    }

    private Optional<Path> path(String key) {
        return settings.find(key).map(text -> path(key, text));
    }

    private Path path(String key, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.wrong(key, text, "the path of a file");
        }
    }
}
