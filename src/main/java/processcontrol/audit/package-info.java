/**
 * Compares when jobs were due with what their histories tell, and finds out why a start is missing
 * or came late. It reads what it is given, and starts and writes nothing.
 */
@NullMarked
package processcontrol.audit;

import org.jspecify.annotations.NullMarked;
