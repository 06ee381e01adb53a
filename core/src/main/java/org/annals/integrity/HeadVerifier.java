package org.annals.integrity;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells heads that trusted keys have signed from others. Immutable. */
public final class HeadVerifier {
    private final Map<String, VerifyingKey> keys;

    /** Makes one that trusts one key. */
    public HeadVerifier(VerifyingKey key) {
        this(List.of(key));
    }

    /** Makes one that trusts several keys, such as those that signed before and now. */
    public HeadVerifier(Collection<VerifyingKey> keys) {
        Map<String, VerifyingKey> byId = new HashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        this.keys = Map.copyOf(byId);
    }

    /**
     * Returns the head if a trusted key has signed it.
     *
     * @throws HeadNotAuthenticException if none has
     */
    public SignedHead verify(SignedHead head) {
        VerifyingKey key = keys.get(head.keyId());
        if (key == null || !key.hasSigned(head.signedBytes(), head.signature().toArray())) {
            throw new HeadNotAuthenticException(head.position(), head.keyId());
        }
        return head;
    }
}
