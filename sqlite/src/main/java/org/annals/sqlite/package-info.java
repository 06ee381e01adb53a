/**
 * The SQLite recorder: one file, one machine, every role.
 *
 * <p>Start with {@link org.annals.sqlite.Sqlite}. Rows of the user's own are written through a
 * {@code java.sql.Connection}.
 *
 * <p><b>Tables</b> of a log, each with its name before it: {@code _events} by position, {@code
 * _tags} by tag and position, {@code _tracking} with leases, {@code _parked}, {@code _timers},
 * {@code _snapshots} by subject, type and version, and {@code _log}, which has one row: see {@code
 * schema}. Tags and metadata are bytes as {@link org.annals.recording.TextCodec} writes them.
 *
 * <p><b>Order:</b> one thread of the process drains all appends into transactions begun with {@code
 * BEGIN IMMEDIATE}, in which SQLite admits one writer of all processes; positions are {@code max +
 * 1} there, and the primary key.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}, {@code integrity},
 * {@code recording}.
 *
 * <p><b>Threads:</b> a recorder may be shared, by virtual threads too: SQLite itself is called from
 * platform threads alone.
 *
 * <p><b>History:</b> schema 1 had no leases, parked events or timers; 2 has.
 */
@NullMarked
package org.annals.sqlite;

import org.jspecify.annotations.NullMarked;
