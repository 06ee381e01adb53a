/**
 * Events as JSON, by Jackson 3.
 *
 * <p>Start with {@link org.annals.jackson.JsonTranscoder}, which is found where this module is on
 * the path. A record is an object with its components in their order, without spaces, in UTF-8:
 * {@code {"name":"Fido","born":"2020-01-01","weight":1.10}}. Times are ISO-8601, bytes are base64,
 * enums are the names of their constants, numbers keep every digit, and NaN and the infinities are
 * text. A component of a sealed type begins with {@code "@type"}, the record's simple name or
 * {@code @JsonTypeName}; an event itself has none, since it is stored under the name of its type.
 *
 * <p>What is read equals what was written, and is read from no other form: any other type, value or
 * document is refused. Only an {@code Optional} and a {@code @Nullable} component may be missing;
 * {@code @JsonIgnoreProperties(ignoreUnknown = true)} allows surplus. Both ways a document has at
 * most 100 levels, 100 digits a number and 256 bytes a name; what is read has at most 64 MiB.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}. <b>Used by:</b> whatever asks for a
 * transcoder.
 *
 * <p><b>Threads:</b> everything here may be shared.
 */
@NullMarked
package org.annals.jackson;

import org.jspecify.annotations.NullMarked;
