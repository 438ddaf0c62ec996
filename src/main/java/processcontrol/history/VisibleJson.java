package processcontrol.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** Makes JSON in which nothing is hidden from people that read it on a terminal. */
public final class VisibleJson extends CharacterEscapes {

  private static final long serialVersionUID = 1;

  private static final int[] ASCII = CharacterEscapes.standardAsciiEscapesForJSON();

  static {
    ASCII[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
  }

  private VisibleJson() {}

  /** Returns what makes generators of such JSON. */
  public static JsonFactory factory() {
    JsonFactory factory = new JsonFactory();
    factory.setCharacterEscapes(new VisibleJson());
    return factory;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII.clone();
  }

  /** A joiner that follows a letter is escaped, too: characters come one by one. */
  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    if (VisibleText.isVisible(c, 0)) {
      return null;
    }
    return new SerializedString("\\u" + Integer.toHexString(0x10000 | c).substring(1));
  }
}
