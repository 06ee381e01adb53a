package org.annals.benchmarks;

import java.math.BigDecimal;

/**
 * An amount in a currency. Immutable.
 *
 * @param currency three letters
 */
public record Money(BigDecimal value, String currency) {}
