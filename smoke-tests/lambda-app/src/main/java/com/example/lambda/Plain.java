package com.example.lambda;

import java.io.IOException;

/** No interface: the handler is the method. */
public final class Plain {
  /** Calls the backend. */
  public int handle(String path) throws IOException {
    return Backend.get(path);
  }
}
