package io.roentgen.console.web;

import java.util.zip.CRC32;

/** What is answered. */
final class Answer {

  final int status;
  final String type;
  final byte[] body;
  private String attachment;
  private byte[] zipped;

  Answer(int status, String type, byte[] body) {
    this.status = status;
    this.type = type;
    this.body = body;
  }

  static Answer json(byte[] body) {
    return new Answer(200, "application/json; charset=utf-8", body);
  }

  static Answer error(int status, String message) {
    return json(Json.object(
            out -> {
              out.name("error").beginObject();
              out.name("message").value(message);
              out.endObject();
            }))
        .as(status);
  }

  Answer as(int status) {
    return new Answer(status, type, body);
  }

  /** Saved under this name by a browser that shows the address. */
  Answer attached(String name) {
    this.attachment = name;
    return this;
  }

  /** The name to save it under; null for what is shown. */
  String attachment() {
    return attachment;
  }

  Answer zipped(byte[] zipped) {
    this.zipped = zipped;
    return this;
  }

  /** The body, compressed. */
  byte[] zipped() {
    return zipped == null ? PageFiles.zip(body) : zipped;
  }

  /** The same for the same body. */
  String tag() {
    CRC32 crc = new CRC32();
    crc.update(body, 0, body.length);
    return '"' + Long.toHexString(crc.getValue()) + '-' + Integer.toHexString(body.length) + '"';
  }
}
