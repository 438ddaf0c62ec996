/**
 * Reads YAML, merges defaults and templates, and yields valid jobs or every fault with its place.
 * It writes nothing and executes nothing.
 */
package processcontrol.config;
