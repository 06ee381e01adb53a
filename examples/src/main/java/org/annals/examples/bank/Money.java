package org.annals.examples.bank;

import java.math.BigDecimal;

/**
 * An amount in the bank's one currency, with two decimals. Immutable.
 *
 * @param amount may be negative
 */
public record Money(BigDecimal amount) implements Comparable<Money> {
    /** Nothing at all. */
    public static final Money ZERO = new Money(BigDecimal.ZERO);

    /**
     * @throws ArithmeticException if there are fractions of a cent
     */
    public Money {
        amount = amount.setScale(2);
    }

    /**
     * Returns the amount that a text says, as in {@code "10.00"}.
     *
     * @throws NumberFormatException if it is not a number
     */
    public static Money parse(String amount) {
        return new Money(new BigDecimal(amount));
    }

    /** Returns the sum of this and another amount. */
    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    /** Returns this amount less another. */
    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
