/**
 * A network that fails when it is told to.
 *
 * <p>Start with {@link org.annals.testkit.network.FaultyProxy}, which stands between a driver and
 * its server. It knows nothing of what they say to each other, so it serves for every database.
 *
 * <p><b>May use:</b> the JDK alone. <b>Used by:</b> the tests of recorders that have a server, and
 * users' tests.
 *
 * <p><b>Threads:</b> a proxy may be shared between threads; it has one of its own and two for each
 * connection, which end when it is closed.
 */
@NullMarked
package org.annals.testkit.network;

import org.jspecify.annotations.NullMarked;
