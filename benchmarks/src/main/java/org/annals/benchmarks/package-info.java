/**
 * The workloads that are measured, beside yardsticks written by hand. A program, never published.
 *
 * <p>Start with {@link org.annals.benchmarks.Workload}; {@code benchmarks/run} starts {@link
 * org.annals.benchmarks.Benchmarks}. A workload sets up {@link org.annals.benchmarks.Contest}s, in
 * which {@link org.annals.benchmarks.Side}s take turns; what a side by hand does is up to the
 * {@link org.annals.benchmarks.Storage}. Every side checks its own result in every round. {@link
 * org.annals.benchmarks.Speedrun} is the one that has no sides: its modes come one after another.
 * Nothing is judged here: figures are printed, and people judge.
 *
 * <p><b>May use:</b> everything. <b>Used by:</b> nothing.
 *
 * <p><b>Threads:</b> one runs the program; {@link org.annals.benchmarks.Workers} have their own.
 */
@NullMarked
package org.annals.benchmarks;

import org.jspecify.annotations.NullMarked;
