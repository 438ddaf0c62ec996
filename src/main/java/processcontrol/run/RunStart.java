package processcontrol.run;

/** Is told once that a run has come about, which means that its job has the lock. */
public interface RunStart {

  void named(String runId);
}
