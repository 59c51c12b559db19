package io.roentgen.console.browser;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** One browser for all test classes; where there is none, they are skipped. */
final class Browsing implements ExecutionCondition, ParameterResolver, TestWatcher {

  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = Chromium.missing();
    if (missing == null) {
      return ConditionEvaluationResult.enabled("there is a browser");
    }
    String text =
        missing + ": tests of the page are skipped (Debian: apt install chromium chromium-driver)";
    if (SAID.compareAndSet(false, true)) {
      System.out.println(text);
    }
    return ConditionEvaluationResult.disabled(text);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  private static Chromium browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Chromium.class, each -> Chromium.start(), Chromium.class);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    String test = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
    new Page(browser(context), "").shot("failed/" + test.replaceAll("\\W+", "-"));
  }
}
