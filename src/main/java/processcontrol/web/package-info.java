/**
 * Answers one HTTP request: the rights, the routes, their JSON, and the actions of operators. It
 * starts no run and no process: a requested run waits as a trigger. It shows no stack trace and no
 * value of an environment.
 */
package processcontrol.web;
