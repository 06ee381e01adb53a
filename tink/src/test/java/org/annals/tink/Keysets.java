package org.annals.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** Keysets as a user makes them. */
final class Keysets {
    private Keysets() {}

    static KeysetHandle one(int id) {
        return one(id, PredefinedAeadParameters.AES256_GCM);
    }

    static KeysetHandle one(int id, Parameters kind) {
        return built(KeysetHandle.newBuilder().addEntry(entry(id, kind).makePrimary()));
    }

    /** Returns the keyset with a new primary key. */
    static KeysetHandle rotated(KeysetHandle keyset, int id) {
        return built(
                KeysetHandle.newBuilder(keyset)
                        .addEntry(entry(id, PredefinedAeadParameters.AES256_GCM).makePrimary()));
    }

    static KeysetHandle with(KeyStatus status, KeysetHandle keyset, int index) {
        var builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(index).setStatus(status);
        return built(builder);
    }

    private static KeysetHandle.Builder.Entry entry(int id, Parameters kind) {
        return KeysetHandle.generateEntryFromParameters(kind).withFixedId(id);
    }

    private static KeysetHandle built(KeysetHandle.Builder builder) {
        try {
            return builder.setConfiguration(AeadConfig2026.get()).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The test asks for a keyset that cannot be.", e);
        }
    }

    static String json(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    }

    static Aead aead(KeysetHandle keyset) throws GeneralSecurityException {
        return keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    /** Writes a file that its owner alone may read. */
    static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
