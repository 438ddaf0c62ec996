package processcontrol.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Marks a class of end-to-end tests: skipped unless root runs it; a test that takes an {@link
 * Installation} gets a fresh one, which is removed after the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EndToEnd.Support.class)
@interface EndToEnd {

  /** Gives tests their installation. */
  final class Support implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
      assumeTrue(
          System.getProperty("user.name").equals("root"),
          "end-to-end tests are for root, who can become others");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      // An AutoCloseable in the store is closed when the test is over.
      return context
          .getStore(ExtensionContext.Namespace.create(EndToEnd.class, context.getUniqueId()))
          .getOrComputeIfAbsent(
              "installation",
              key -> Installation.create(Application.underTest()),
              Installation.class);
    }
  }
}
