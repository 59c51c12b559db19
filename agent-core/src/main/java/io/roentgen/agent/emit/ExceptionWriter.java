package io.roentgen.agent.emit;

import io.roentgen.trace.Entity;
import io.roentgen.trace.ExceptionRecord;

/**
 * Writes what an entity failed with. All causes appear, whatever their number; the room there is
 * for stacks is shared among them, and frames that a cause has in common with the exception it
 * caused are left out, as a printed stack trace does.
 */
final class ExceptionWriter {

  private static final int MAX_BYTES = 20_000;
  private static final int MAX_MESSAGES = 6_000;
  private static final int MIN_MESSAGE = 250;

  /** An exception without message and stack: its id, its cause's, a long class name. */
  private static final int MAX_BASE = 400;

  private static final int MAX_TYPE = 250;
  private static final StackTraceElement[] NO_FRAMES = {};

  private final JsonBuffer json;
  private final int maxFrames;
  private final String workingDirectory;

  ExceptionWriter(JsonBuffer json, int maxFrames) {
    this.json = json;
    this.maxFrames = maxFrames;
    this.workingDirectory = System.getProperty("user.dir");
  }

  void write(Entity entity) {
    ExceptionRecord first = entity.exception();
    if (first == null) {
      return;
    }
    if (first.owner() != entity) {
      json.name("cause").id(first.id());
      return;
    }
    int count = 0;
    for (ExceptionRecord r = first; isOwn(r, entity); r = r.cause()) {
      count++;
    }
    int maxMessage = Math.max(MIN_MESSAGE, MAX_MESSAGES / count);
    int frameBytes = MAX_BYTES - count * (MAX_BASE + MIN_MESSAGE);
    json.name("cause").raw('{');
    json.field("working_directory", workingDirectory, MAX_TYPE);
    json.name("exceptions").raw('[');
    StackTraceElement[] enclosing = NO_FRAMES;
    int left = count;
    for (ExceptionRecord record = first; isOwn(record, entity); record = record.cause()) {
      if (record != first) {
        json.raw(',');
      }
      StackTraceElement[] stack = stackOf(record.throwable());
      int used = exception(record, stack, enclosing, maxMessage, Math.max(0, frameBytes) / left);
      frameBytes -= used;
      left--;
      enclosing = stack;
    }
    json.raw("]}");
  }

  private static boolean isOwn(ExceptionRecord record, Entity entity) {
    return record != null && record.owner() == entity;
  }

  /** Returns the bytes that the stack took. */
  private int exception(
      ExceptionRecord record,
      StackTraceElement[] stack,
      StackTraceElement[] enclosing,
      int maxMessage,
      int maxStack) {
    json.raw('{').name("id").id(record.id());
    String message = record.message();
    if (message != null && SqlMessages.isSql(record)) {
      message = SqlMessages.scrub(message);
    }
    json.field("message", message, maxMessage);
    json.field("type", record.throwable().getClass().getName(), MAX_TYPE);
    if (record.remote()) {
      json.name("remote").raw("true");
    }
    if (record.cause() != null) {
      json.name("cause").id(record.cause().id());
    }
    int before = json.size();
    int wanted = Math.min(maxFrames, stack.length - common(stack, enclosing));
    json.name("stack").raw('[');
    int written = 0;
    while (written < wanted) {
      int mark = json.size();
      frame(stack[written], written > 0);
      if (json.size() - before > maxStack) {
        json.truncate(mark);
        break;
      }
      written++;
    }
    json.raw(']');
    if (written < stack.length) {
      json.name("truncated").number(stack.length - written);
    }
    int used = json.size() - before;
    json.raw('}');
    return used;
  }

  private void frame(StackTraceElement frame, boolean further) {
    if (further) {
      json.raw(',');
    }
    json.raw('{');
    json.field("path", frame.getFileName(), MAX_TYPE);
    if (frame.getLineNumber() >= 0) {
      json.name("line").number(frame.getLineNumber());
    }
    json.field("label", frame.getClassName() + "." + frame.getMethodName(), MAX_TYPE);
    json.raw('}');
  }

  private static int common(StackTraceElement[] stack, StackTraceElement[] enclosing) {
    int i = stack.length - 1;
    int j = enclosing.length - 1;
    while (i >= 0 && j >= 0 && stack[i].equals(enclosing[j])) {
      i--;
      j--;
    }
    return stack.length - 1 - i;
  }

  private static StackTraceElement[] stackOf(Throwable throwable) {
    try {
      StackTraceElement[] stack = throwable.getStackTrace();
      for (StackTraceElement frame : stack) {
        if (frame == null) {
          return NO_FRAMES;
        }
      }
      return stack;
    } catch (Throwable broken) {
      return NO_FRAMES;
    }
  }
}
