package processcontrol.run;

/** Looks once more, while nobody else can run the job, whether it is to be started. */
public interface StartGate {

  boolean letsPass();
}
