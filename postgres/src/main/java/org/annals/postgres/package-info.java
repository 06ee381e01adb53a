/**
 * The PostgreSQL recorder: strict order from any number of processes, every role.
 *
 * <p>Start with {@link org.annals.postgres.Postgres}. Rows of the user's own are written through a
 * {@code java.sql.Connection}, lent or {@linkplain org.annals.postgres.PostgresRecorder#append the
 * caller's}.
 *
 * <p><b>Tables</b> of a log, each with its name before it: {@code _events} by position, {@code
 * _tags} by tag and position, {@code _tracking} with leases, {@code _parked}, {@code _timers},
 * {@code _snapshots} by subject, type and version, and {@code _log}, which has one row; the view
 * {@code _readable} is for people. They are in {@code schema}.
 *
 * <p><b>Order:</b> every append takes one advisory lock, holds it to the commit, and numbers from
 * the head that it reads under it; positions are the primary key, so a writer without the lock
 * collides. Concurrent appends of a process are one call of one function, or one insert.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}, {@code integrity},
 * {@code recording}.
 *
 * <p><b>Threads:</b> a recorder may be shared, by virtual threads too.
 *
 * <p><b>History:</b> schema 1 had no leases, parked events or timers; 2 has.
 */
@NullMarked
package org.annals.postgres;

import org.jspecify.annotations.NullMarked;
