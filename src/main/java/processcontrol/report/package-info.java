/**
 * Shows people and programs how jobs stand: text, JSON, the answers of monitoring checks. It reads
 * and never changes anything.
 */
package processcontrol.report;
