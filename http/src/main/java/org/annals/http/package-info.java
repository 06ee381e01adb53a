/**
 * A notification log over HTTP: start with {@link org.annals.http.NotificationLogServer} and {@link
 * org.annals.http.RemoteNotificationLog}.
 *
 * <p>{@link org.annals.http.SystemProcess} runs an application of a system. GET alone; answers are
 * JSON objects in UTF-8; whoever reads ignores unknown fields:
 *
 * <ul>
 *   <li>{@code /logs/{name}}: {@code {"name","logId","incarnation","head","sectionSize"}};
 *   <li>{@code /logs/{name}/sections/{first},{last}}: {@code {"id","items","nextId"}};
 *   <li>{@code /logs/{name}/notifications}: {@code {"notifications","scannedTo","head"}}, where the
 *       query may have {@code after}, {@code upTo}, {@code limit}, {@code direction=backwards},
 *       {@code page=section} for {@code select}, {@code wait} in milliseconds, and {@code type} and
 *       {@code tag} once for each; {@code or} begins another item;
 *   <li>anything else, and any other status than 200: {@code {"error","message"}}.
 * </ul>
 *
 * <p>A notification is what a line of {@link org.annals.jackson.transfer a log's file} is.
 *
 * <p><b>May use:</b> all of {@code org.annals}. <b>Threads:</b> everything may be shared.
 */
@NullMarked
package org.annals.http;

import org.jspecify.annotations.NullMarked;
