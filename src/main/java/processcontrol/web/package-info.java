/**
 * Answers one HTTP request: who may do what, the routes, their JSON, and the actions of operators.
 * It starts no run and no process: what is to run waits as a trigger. It shows no stack trace and
 * no value of an environment.
 */
package processcontrol.web;
