/**
 * Starts shared by many hosts: what etcd is asked and told, by {@code etcdctl}, so that one of them
 * runs a job. Loaded for jobs with {@code cluster} alone.
 */
package processcontrol.cluster;
