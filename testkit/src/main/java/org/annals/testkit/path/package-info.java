/**
 * What the path of the tests has.
 *
 * <p><b>May use:</b> {@code persistence}. <b>Used by:</b> the other packages of this module; it is
 * not exported.
 *
 * <p><b>Threads:</b> everything here may be shared.
 */
@NullMarked
package org.annals.testkit.path;

import org.jspecify.annotations.NullMarked;
