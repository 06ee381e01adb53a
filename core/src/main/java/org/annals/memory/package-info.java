/**
 * The in-memory recorder: every role, and nothing that outlives the process.
 *
 * <p>Start with {@link org.annals.memory.MemoryRecorder}. It is for tests, for examples, and for
 * logs that are made anew at each start. Reads take time in proportion to what matches: events are
 * indexed by aggregate, type and tag.
 *
 * <p><b>Order:</b> positions are places in one list, to which appends are added under one lock.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}, {@code integrity},
 * {@code recording}. <b>Used by:</b> {@code application}.
 *
 * <p><b>Threads:</b> a recorder may be shared; {@link org.annals.memory.MemoryTables} are lent to
 * one thread.
 */
@NullMarked
package org.annals.memory;

import org.jspecify.annotations.NullMarked;
