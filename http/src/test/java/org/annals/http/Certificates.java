package org.annals.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A private key and its own certificate, made for a test. */
record Certificates(Path privateKey, Path certificate) {
    private static final char[] PASSWORD = "throw-away".toCharArray();

    /** Makes them with the JDK's own tool, of an algorithm, for the loopback addresses. */
    static Certificates make(Path folder, String name, String algorithm) {
        try {
            Path store = folder.resolve(name + ".p12");
            Process tool =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"))
                                                    .resolve("bin/keytool")
                                                    .toString(),
                                            "-genkeypair",
                                            "-alias",
                                            "server",
                                            "-keyalg",
                                            algorithm,
                                            "-dname",
                                            "CN=" + name,
                                            "-ext",
                                            "san=ip:127.0.0.1,dns:localhost",
                                            "-validity",
                                            "2",
                                            "-storetype",
                                            "PKCS12",
                                            "-keystore",
                                            store.toString(),
                                            "-storepass",
                                            new String(PASSWORD)))
                            .redirectErrorStream(true)
                            .start();
            String said = new String(tool.getInputStream().readAllBytes(), US_ASCII);
            if (tool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            return new Certificates(
                    pem(
                            folder.resolve(name + ".key"),
                            "PRIVATE KEY",
                            keys.getKey("server", PASSWORD).getEncoded()),
                    pem(
                            folder.resolve(name + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate("server").getEncoded()));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
    }
}
