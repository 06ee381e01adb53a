package org.annals.examples.dogschool;

/** How many times a trick was taught. Immutable. */
public record TrickCount(String trick, long times) {}
