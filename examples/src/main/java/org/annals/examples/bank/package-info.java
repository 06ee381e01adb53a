/**
 * A bank: a transfer changes two accounts in one save, and a refused command changes nothing.
 *
 * <p>Start with {@link org.annals.examples.bank.Bank}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> the bank may be shared; an account is for one thread at a time.
 */
@NullMarked
package org.annals.examples.bank;

import org.jspecify.annotations.NullMarked;
