package io.roentgen.agent.emit;

import io.roentgen.agent.Log;
import java.io.IOException;

/** Hands documents to the transport and counts what became of them. Used by one thread. */
final class Delivery implements DocumentWriter.Output {

  private final Transport transport;
  private final Report report = new Report();
  private volatile long sent;
  private volatile long failed;

  Delivery(Transport transport) {
    this.transport = transport;
  }

  /** The agent has started. */
  void begin(String version, String service, String sampling) {
    transport.begin();
    report.begin(version, service, sampling, target());
  }

  String target() {
    return transport.target();
  }

  long sent() {
    return sent;
  }

  long failed() {
    return failed;
  }

  @Override
  public void document(byte[] bytes, int length) {
    sent++;
    try {
      transport.send(bytes, length);
    } catch (IOException e) {
      lost(transport.lost(), e);
    } catch (RuntimeException e) {
      lost(1, e);
    }
  }

  /** An entity could not be made a document. */
  void unwritten(Throwable reason) {
    failed++;
    Log.warn("a document was lost", reason);
  }

  void flush() {
    try {
      transport.flush();
    } catch (IOException e) {
      lost(transport.lost(), e);
    }
  }

  void reopen() {
    transport.reopen();
  }

  private void lost(int documents, Exception reason) {
    sent -= documents;
    failed += documents;
    report.failed(reason);
    Log.warn("cannot send to " + target() + ", documents are lost until it works again", reason);
  }

  /**
   * Says how things are, for who reads the system property.
   *
   * @param taken entities that came out of the queue
   * @param dropped entities that found it full
   */
  void report(long taken, long dropped) {
    report.update(transport, taken, sent, failed, dropped);
  }
}
