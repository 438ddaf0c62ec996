/**
 * Tells people and programs how a job fares: mails, commands and requests over HTTP. It never
 * changes what became of a run, and a run that nobody is to be told of never loads it.
 */
package processcontrol.notify;
