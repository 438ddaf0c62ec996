/**
 * The operating system: descriptors, locks, accounts, privileges, processes and signals, each a
 * thin, exact wrapper of the libc function it names. The only place that touches native code; it
 * knows nothing of jobs.
 */
@NullMarked
package processcontrol.posix;

import org.jspecify.annotations.NullMarked;
