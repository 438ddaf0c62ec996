package processcontrol.run;

import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;

/** How a run is stopped: this signal first, SIGKILL so much later. */
record StopPolicy(Signal signal, TimeSpan killAfter) {}
