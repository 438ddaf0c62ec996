/**
 * Notifies people and programs about a job's runs: mails, commands and requests over HTTP. It never
 * changes the result of a run, and a run without notifications never loads it.
 */
package processcontrol.notify;
