/**
 * Starts shared by many hosts: reads from and transactions in etcd, by {@code etcdctl}, so that one
 * of them runs a job. Loaded for jobs with {@code cluster} alone.
 */
package processcontrol.cluster;
