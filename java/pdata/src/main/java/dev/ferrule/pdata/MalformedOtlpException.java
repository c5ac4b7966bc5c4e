package dev.ferrule.pdata;

/** Bytes or JSON that are not an OTLP request. The message says where and what. */
public final class MalformedOtlpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception without a stack trace: what is wrong is the input. */
  public MalformedOtlpException(String message) {
    super(message, null, false, false);
  }
}
