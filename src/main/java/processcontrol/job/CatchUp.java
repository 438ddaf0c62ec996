package processcontrol.job;

/** Treatment of starts that were missed because the machine, or cron, did not run. */
public enum CatchUp {
  /** They are gone. */
  NONE,
  /** One run stands for all of them. */
  ONCE,
  /** Each has its run, in order. */
  ALL
}
