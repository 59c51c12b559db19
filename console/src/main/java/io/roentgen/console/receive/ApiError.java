package io.roentgen.console.receive;

/** A call that gets X-Ray's error answer. */
final class ApiError extends Exception {

  static final String INVALID = "InvalidRequestException";

  final int status;

  /** The name of the API's exception. */
  final String type;

  ApiError(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static ApiError invalid(String message) {
    return new ApiError(400, INVALID, message);
  }
}
