/** Ciphers from keysets of Tink, which may be encrypted by a key management service. */
// Tink has no descriptor. Public, because users hand over keysets and the AEADs that encrypt them.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.annals.tink {
    requires transitive com.google.crypto.tink;
    requires transitive org.annals;
    // What Tink is annotated with: javac warns of annotations that it cannot find.
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports org.annals.tink;

    provides org.annals.persistence.CipherModule with
            org.annals.tink.TinkModule;
}
