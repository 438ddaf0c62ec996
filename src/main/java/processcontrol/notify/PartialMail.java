package processcontrol.notify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.history.JsonLine;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Output;
import processcontrol.posix.UnrestrictedSpawner;

/**
 * The output of a run since the mail before, for recipients of the output of every run.
 *
 * @param part counts the mails of the run, from 1
 * @param recipients of each output of the job that is mailed in parts
 */
public record PartialMail(
    OutputMail mail,
    int part,
    String text,
    List<List<String>> recipients,
    String log,
    boolean timestamps)
    implements Delivery {

  public PartialMail {
    recipients = List.copyOf(recipients);
  }

  /** Of the output of a job's run. */
  public static PartialMail of(
      Job job, RunRecord soFar, byte[] output, int part, DeliveryContext context) {
    List<List<String>> recipients = new ArrayList<>();
    for (Output each : job.outputs()) {
      if (each.isMailedInParts()) {
        recipients.add(each.mail());
      }
    }
    return new PartialMail(
        OutputMail.of(job, soFar, context),
        part,
        TextSanitizer.text(output),
        recipients,
        soFar.log(),
        job.logPolicy().timestamps());
  }

  static PartialMail of(JsonObject head, List<byte[]> lines, UnrestrictedSpawner side) {
    DeliveryContext context = DeliveryContext.of(head, side);
    List<List<String>> recipients = new ArrayList<>();
    for (byte[] line : lines) {
      recipients.add(JsonObject.of(line).texts("to"));
    }
    return new PartialMail(
        new OutputMail(head.text("slug"), head.text("name"), head.text("run"), context),
        head.number("part"),
        head.text("text"),
        recipients,
        head.text("log"),
        head.isYes("timestamps"));
  }

  @Override
  public byte[] toBytes() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    JsonLine head =
        new JsonLine()
            .add("part", part)
            .add("slug", mail.slug())
            .add("name", mail.name())
            .add("run", mail.run())
            .add("text", text)
            .add("log", log)
            .add("timestamps", timestamps ? "yes" : "no");
    lines.writeBytes(mail.context().addTo(head).toBytes());
    for (List<String> to : recipients) {
      lines.writeBytes(new JsonLine().add("to", to).toBytes());
    }
    return lines.toByteArray();
  }

  @Override
  public List<String> deliver() {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      try {
        mail.sendPart(text, recipients.get(i), i + 1, part);
      } catch (DeliveryException e) {
        faults.add("output: could not be sent: " + e.getMessage());
      }
    }
    return faults;
  }
}
