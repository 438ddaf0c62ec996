/**
 * The immutable vocabulary of the program: jobs, slugs, command lines, schedules, durations. Every
 * value validates itself; nothing here reads a file, knows YAML or calls the operating system.
 */
@NullMarked
package processcontrol.job;

import org.jspecify.annotations.NullMarked;
