/**
 * The account in the declarative style: a command checks, and what it then calls is recorded.
 *
 * <p>Start with {@link org.annals.examples.bank.declared.Account}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> an account is for one thread at a time.
 */
@NullMarked
package org.annals.examples.bank.declared;

import org.jspecify.annotations.NullMarked;
