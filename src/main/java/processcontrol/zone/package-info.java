/**
 * Time zones: what the system knows of them in /usr/share/zoneinfo, or java.time where that does
 * not help. It reads these files only, and shows no times.
 */
@NullMarked
package processcontrol.zone;

import org.jspecify.annotations.NullMarked;
