/**
 * End-to-end tests: the packaged launcher, driven as root and others drive it, with a real service
 * user in directories of their own. Nothing here looks into the program.
 */
package processcontrol.e2e;
