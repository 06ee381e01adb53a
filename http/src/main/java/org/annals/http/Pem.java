package org.annals.http;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates in files, as what TLS needs. Stateless. */
final class Pem {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int LONGEST = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /** Returns what is spoken: nothing older than TLS 1.2. */
    static SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        return parameters;
    }

    /**
     * Returns how a server shows who it is.
     *
     * @throws ConfigurationException if a file cannot be used
     */
    static SSLContext identity(Path privateKey, Path certificate) {
        List<Certificate> chain = List.copyOf(certificates(certificate));
        try {
            KeyStore store = empty();
            char[] password = {};
            store.setKeyEntry(
                    "server",
                    key(privateKey, chain.getFirst().getPublicKey().getAlgorithm()),
                    password,
                    chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "The private key in '%s' and the certificate in '%s' cannot be used together. Give those that belong together."
                            .formatted(privateKey, certificate),
                    e);
        }
    }

    /**
     * Returns whom a client trusts: those that the platform does, or some certificates alone.
     *
     * @throws ConfigurationException if the file cannot be used
     */
    static SSLContext trust(@Nullable Path roots) {
        try {
            KeyStore store = null;
            if (roots != null) {
                store = empty();
                int number = 0;
                for (Certificate each : certificates(roots)) {
                    store.setCertificateEntry("root " + number++, each);
                }
            }
            var trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "The certificates%s cannot be trusted. Give others."
                            .formatted(roots == null ? " of the platform" : " in '" + roots + "'"),
                    e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        Collection<? extends Certificate> found;
        try {
            found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The file '%s' has no certificates in PEM. Give one that has.".formatted(file),
                    e);
        }
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "The file '%s' has no certificate. Give one that has.".formatted(file));
        }
        return found;
    }

    private static PrivateKey key(Path file, String algorithm) throws GeneralSecurityException {
        Matcher key = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new ConfigurationException(
                    "The file '%s' has no private key in PEM (PKCS #8, without a password). Convert it: openssl pkcs8 -topk8 -nocrypt."
                            .formatted(file));
        }
        byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static byte[] read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The file '%s' cannot be read. Give one that can.".formatted(file), e);
        }
    }
}
